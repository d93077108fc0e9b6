// The sound of the alarm, made here: two notes in turn, and the telephone trembles with them.

const EVERY_MS = 1_500;
const NOTES = [880, 660, 880, 660];
const NOTE_S = 0.22;

export class Tone {
  unlock() {
    this.context ??= "AudioContext" in window ? new AudioContext() : null;
    this.context?.resume().catch((error) => console.warn(error)); // not yet allowed: the next touch asks again
  }

  play(on) {
    if (on === this.playing) return;
    this.playing = on;
    document.documentElement.toggleAttribute("data-rings", on);
    clearInterval(this.timer);
    if (!on) return void navigator.vibrate?.(0);
    this.unlock();
    this.#ring();
    this.timer = setInterval(() => this.#ring(), EVERY_MS);
  }

  #ring() {
    navigator.vibrate?.([400, 150, 400]);
    if (this.context?.state !== "running") return;
    NOTES.forEach((pitch, place) => this.#note(pitch, this.context.currentTime + place * NOTE_S));
  }

  #note(pitch, at) {
    const sound = new OscillatorNode(this.context, { type: "square", frequency: pitch });
    const volume = new GainNode(this.context, { gain: 0.5 });
    sound.connect(volume).connect(this.context.destination);
    sound.start(at);
    sound.stop(at + NOTE_S * 0.9);
  }
}
