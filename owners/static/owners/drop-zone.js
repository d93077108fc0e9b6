// A form of files that are sent one by one, three at a time, with what has arrived shown as it arrives. A broken
// connection is waited for; what the house has already is not sent again. Without this module it is a plain form.

const AT_ONCE = 3;
const PATIENCE = [1000, 3000, 8000, 20000]; // milliseconds before each new try; the last one is repeated

class DropZone extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.input = this.querySelector('input[type="file"]');
    this.input.addEventListener("change", () => this.send([...this.input.files]));
    this.addEventListener("dragover", (event) => this.hover(event, true));
    this.addEventListener("dragleave", (event) => this.hover(event, false));
    this.addEventListener("drop", (event) => {
      this.hover(event, false);
      this.send([...event.dataTransfer.files]);
    });
  }

  hover(event, over) {
    event.preventDefault();
    this.toggleAttribute("data-over", over);
  }

  async send(files) {
    if (!files.length || this.hasAttribute("data-sending")) return;
    this.setAttribute("data-sending", "");
    this.octets = { all: files.reduce((sum, file) => sum + file.size, 0), done: 0, moving: new Map() };
    this.count = { all: files.length, done: 0 };
    const taken = await this.taken();
    const waiting = [...files];
    await Promise.all(Array.from({ length: AT_ONCE }, () => this.carry(waiting, taken)));
    this.querySelector("form[data-read]").requestSubmit();
  }

  async taken() {
    try {
      const answer = await fetch(this.dataset.taken, { headers: { Accept: "application/json" } });
      return new Set((await answer.json()).taken);
    } catch {
      return new Set();
    }
  }

  async carry(waiting, taken) {
    for (let file = waiting.shift(); file; file = waiting.shift()) {
      if (!taken.has(await digest(file))) await this.untilTaken(file);
      this.octets.moving.delete(file);
      this.octets.done += file.size;
      this.count.done += 1;
      this.show();
    }
  }

  async untilTaken(file) {
    for (let tries = 0; ; tries += 1) {
      const { status, answer } = await this.post(file);
      this.toggleAttribute("data-waiting", status === 0 || status >= 500 || status === 429);
      if (status === 200) return this.tell(file, answer);
      if (status >= 400 && status < 500 && status !== 429) return this.tell(file, { state: "refused", why: "" });
      await pause(PATIENCE[Math.min(tries, PATIENCE.length - 1)]);
    }
  }

  post(file) {
    return new Promise((resolve) => {
      const request = new XMLHttpRequest();
      const body = new FormData(this.form);
      body.delete("files");
      body.append("files", file, file.name);
      request.open("POST", this.form.action);
      request.setRequestHeader("Accept", "application/json");
      request.responseType = "json";
      request.upload.addEventListener("progress", (event) => {
        this.octets.moving.set(file, Math.min(event.loaded, file.size));
        this.show();
      });
      request.addEventListener("loadend", () => resolve({ status: request.status, answer: request.response }));
      request.send(body);
    });
  }

  tell(file, answer) {
    if (answer?.state !== "refused") return;
    const line = document.createElement("li");
    line.textContent = answer.why ? `${file.name}: ${answer.why}` : file.name;
    this.querySelector("[data-refused]").append(line);
  }

  show() {
    const moving = [...this.octets.moving.values()].reduce((sum, octets) => sum + octets, 0);
    const bar = this.querySelector("progress");
    bar.max = this.octets.all || 1;
    bar.value = this.octets.done + moving;
    this.querySelector("[data-done]").textContent = this.count.done;
    this.querySelector("[data-all]").textContent = this.count.all;
  }
}

async function digest(file) {
  if (!window.crypto?.subtle) return "";
  const octets = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return [...new Uint8Array(octets)].map((octet) => octet.toString(16).padStart(2, "0")).join("");
}

const pause = (time) =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, time);
    window.addEventListener("online", () => (clearTimeout(timer), resolve()), { once: true });
  });

customElements.define("drop-zone", DropZone);
