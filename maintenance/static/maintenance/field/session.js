// Whom the house takes us for, asked before anything is sent. What it does not say as JSON, it has not said.

import { json } from "./receipts.js";
import { house } from "./wire.js";

export async function current() {
  let answer;
  try {
    answer = await house("session");
  } catch {
    return { why: "no_network" };
  }
  const said = await json(answer);
  if (answer.status === 401 && said) return { why: "signed_out" };
  if (answer.status !== 200) return { why: answer.status >= 500 ? "house_busy" : "no_receipt" };
  if (!said?.person?.id || !said.csrf) return { why: "no_receipt" };
  return said;
}
