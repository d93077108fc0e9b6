// What an answer of the house means. Only a receipt that names our UUID and our bytes is success.

export const RECEIVED = "received";
export const REFUSED = "refused";
export const KEPT = "kept"; // not known to have arrived: to be sent again
export const SIGNED_OUT = "signed_out";
export const FORBIDDEN = "forbidden";
export const CONFLICT = "conflict"; // our UUID with other bytes: ours never change, so they may have been cut on the way

const HEARD = { 401: SIGNED_OUT, 403: FORBIDDEN };

export async function ofCommand(answer, command) {
  const said = await json(answer);
  if (answer.status === 200 || answer.status === 201) {
    const ours = said?.uuid === command.uuid && said?.body_sha256 === command.body_sha256;
    if (!ours || !["done", "refused"].includes(said.outcome)) return { means: KEPT, why: "no_receipt" };
    return { means: said.outcome === "done" ? RECEIVED : REFUSED, receipt: said, words: said.words };
  }
  return other(answer, said);
}

export async function ofPhoto(answer, sha256) {
  const said = await json(answer);
  if (answer.status === 200 || answer.status === 201) {
    const ours = said?.sha256 === sha256 && said?.stored === true;
    return ours ? { means: RECEIVED } : { means: KEPT, why: "no_receipt" };
  }
  return other(answer, said);
}

function other(answer, said) {
  const isOurs = typeof said?.title === "string";
  if (HEARD[answer.status] && isOurs) return { means: HEARD[answer.status], why: HEARD[answer.status] };
  if (answer.status === 409 && isOurs) return { means: CONFLICT, why: "no_receipt", words: said.detail || said.title };
  if (answer.status === 422 && isOurs) return { means: REFUSED, words: said.detail || said.title };
  if (answer.status === 413) return { means: KEPT, why: "too_large" };
  return { means: KEPT, why: answer.status >= 500 || answer.status === 429 ? "house_busy" : "no_receipt" };
}

export async function json(answer) {
  const type = answer.headers.get("Content-Type") ?? "";
  if (!/^application\/(problem\+)?json\b/.test(type)) return null;
  try {
    return await answer.json();
  } catch {
    return null;
  }
}
