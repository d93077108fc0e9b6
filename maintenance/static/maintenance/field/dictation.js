// Words said aloud, where the browser can write them down.

const Recognition = window.SpeechRecognition ?? window.webkitSpeechRecognition;

export const canDictate = Boolean(Recognition);

// Listens until silence or `stop()`; `heard` gets each finished piece, `ended` comes once.
export function listen(heard, ended) {
  const recognition = new Recognition();
  recognition.lang = document.documentElement.lang === "en" ? "en-GB" : "es-ES";
  recognition.continuous = true;
  recognition.onresult = (event) => {
    for (const result of [...event.results].slice(event.resultIndex)) {
      if (result.isFinal) heard(result[0].transcript.trim());
    }
  };
  recognition.onend = () => ended("");
  recognition.onerror = (event) => ended(event.error);
  recognition.start();
  return recognition;
}
