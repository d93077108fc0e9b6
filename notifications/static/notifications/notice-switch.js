// Turns notices on in this browser, by a tap only, and makes its address known anew whenever the page is opened:
// browsers lose and change it without a word. Without it the page says how to come by notices.

class NoticeSwitch extends HTMLElement {
  connectedCallback() {
    this.button = this.querySelector("button");
    this.button.addEventListener("click", () => this.allow());
    this.show();
  }

  async show() {
    const able = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
    if (!able) return this.say(navigator.standalone === false ? "install" : "impossible");
    if (Notification.permission === "denied") return this.say("refused");
    if (Notification.permission !== "granted") return this.say("ask");
    return this.keep(false);
  }

  async allow() {
    this.button.disabled = true;
    if ((await Notification.requestPermission()) === "granted") await this.keep(true);
    else await this.show();
    this.button.disabled = false;
  }

  async keep(isAsked) {
    try {
      const registration = await navigator.serviceWorker.register(this.dataset.worker, { scope: this.dataset.scope });
      let known = await registration.pushManager.getSubscription();
      if (!known && !isAsked) return this.say("ask");
      if (known && coded(known.options.applicationServerKey) !== this.dataset.key) {
        await known.unsubscribe();
        known = null;
      }
      known ??= await subscribed(await active(registration), this.dataset.key);
      const answer = await this.tell(known, isAsked);
      if (answer.status === 410) {
        await known.unsubscribe(); // it was taken off in the list
        return this.say("ask");
      }
      if (!answer.ok) throw new Error(`${answer.status}`);
      if (answer.status === 201) location.reload();
      return this.say("on");
    } catch (error) {
      console.warn(error); // no network, or a push service that does not answer
      return this.say("failed");
    }
  }

  tell(known, isAsked) {
    const body = new FormData(this.querySelector("form"));
    if (isAsked) body.set("asked", "on");
    body.set("endpoint", known.endpoint);
    body.set("p256dh", coded(known.getKey("p256dh")));
    body.set("auth", coded(known.getKey("auth")));
    return fetch(this.querySelector("form").action, { method: "POST", body, redirect: "error" });
  }

  say(state) {
    this.querySelectorAll("[data-when]").forEach((one) => { one.hidden = !one.dataset.when.split(" ").includes(state); });
    this.button.hidden = !["ask", "failed"].includes(state);
    this.hidden = false;
  }
}

async function active(registration) {
  await navigator.serviceWorker.getRegistration(registration.scope);
  const worker = registration.installing ?? registration.waiting;
  if (registration.active || !worker) return registration;
  await new Promise((done) => worker.addEventListener("statechange", () => worker.state === "activated" && done()));
  return registration;
}

function subscribed(registration, key) {
  return registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
}

function coded(buffer) {
  const bytes = String.fromCharCode(...new Uint8Array(buffer ?? []));
  return btoa(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

customElements.define("notice-switch", NoticeSwitch);
