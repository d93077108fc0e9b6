// A form answered by figures: 1, 2, 3 choose in the question one is at, and the next question takes the focus.
// Ctrl and Enter send it. Without this module it is a plain form. With data-begin its first field has the focus where
// there is a keyboard: on a phone that would scroll past what is to be read first.

class QuickKeys extends HTMLElement {
  connectedCallback() {
    document.addEventListener("keydown", this.press);
    if ("begin" in this.dataset && matchMedia("(hover: hover) and (pointer: fine) and (width >= 60rem)").matches) {
      this.querySelector("textarea")?.focus({ preventScroll: true });
    }
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.press);
  }

  press = (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.querySelector("form").requestSubmit();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || !/^[1-9]$/.test(event.key)) return;
    if (event.target.closest("input:not([type=radio]), textarea, select")) return;
    const question = this.question(event.target);
    const answer = question?.querySelectorAll('input[type="radio"]')[Number(event.key) - 1];
    if (!answer) return;
    event.preventDefault();
    answer.checked = true;
    answer.dispatchEvent(new Event("change", { bubbles: true }));
    this.next(question).focus();
  };

  questions() {
    return [...this.querySelectorAll(".ask")];
  }

  question(focused) {
    const open = (one) => one.querySelector('input[type="radio"]') && !one.querySelector(":checked");
    return focused.closest(".ask") ?? this.questions().find(open) ?? this.questions()[0];
  }

  next(question) {
    const asked = question.querySelector(":scope .if-other input, :scope .if-at input, :scope .if-other select");
    if (asked?.checkVisibility() && !asked.value) return asked;
    const all = this.questions();
    const following = all[all.indexOf(question) + 1];
    const field = following?.querySelector("input:checked, input, textarea, select");
    return field ?? this.querySelector("button[data-main]") ?? question;
  }
}

customElements.define("quick-keys", QuickKeys);
