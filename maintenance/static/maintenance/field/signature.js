// <signature-pad>: strokes in a field of 600 × 200, as an SVG path of whole numbers. `change` tells of each stroke.

const MOST = 8000;
const NEAR = 4;

class SignaturePad extends HTMLElement {
  connectedCallback() {
    this.field = this.querySelector("svg");
    this.line = this.field.querySelector("path.ink");
    this.path = this.getAttribute("value") ?? "";
    this.line.setAttribute("d", this.path || "M0 0");
    this.field.addEventListener("pointerdown", (event) => this.begin(event));
    this.field.addEventListener("pointermove", (event) => this.draw(event));
    for (const end of ["pointerup", "pointercancel"]) this.field.addEventListener(end, () => this.end());
  }

  begin(event) {
    event.preventDefault();
    this.field.setPointerCapture(event.pointerId);
    this.last = this.point(event);
    this.add(`M${this.last.join(" ")}L${this.last.join(" ")}`);
  }

  draw(event) {
    if (!this.last) return;
    for (const moved of event.getCoalescedEvents?.() ?? [event]) {
      const point = this.point(moved);
      if (Math.hypot(point[0] - this.last[0], point[1] - this.last[1]) < NEAR) continue;
      this.last = point;
      this.add(`L${point.join(" ")}`);
    }
  }

  end() {
    if (!this.last) return;
    this.last = null;
    this.dispatchEvent(new Event("change", { bubbles: true }));
  }

  add(step) {
    if (this.path.length + step.length > MOST) return;
    this.path += step;
    this.line.setAttribute("d", this.path);
  }

  point(event) {
    const box = this.field.getBoundingClientRect();
    const within = (value, most) => Math.round(Math.min(Math.max(value, 0), most));
    return [within(((event.clientX - box.left) / box.width) * 600, 600), within(((event.clientY - box.top) / box.height) * 200, 200)];
  }

  get value() {
    return this.path;
  }
}

customElements.define("signature-pad", SignaturePad);
