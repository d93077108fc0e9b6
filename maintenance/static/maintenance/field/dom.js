// Templates of the shell, filled. In a template: data-put="key" takes text or nodes, data-if="key" (or "!key") stays or
// goes, data-set="attribute:key …" sets attributes, data-class="key" adds classes.

export function make(name, values = {}) {
  const template = document.getElementById(`t-${name}`);
  if (!template) throw new Error(`no template ${name}`);
  return fill(template.content.firstElementChild.cloneNode(true), values);
}

export function fill(root, values) {
  for (const node of [root, ...root.querySelectorAll("[data-if]")]) {
    const { if: wanted } = node.dataset;
    if (!wanted) continue;
    const negated = wanted.startsWith("!");
    const holds = isSome(values[negated ? wanted.slice(1) : wanted]);
    if (holds === negated) node.remove();
  }
  for (const node of [root, ...root.querySelectorAll("[data-put], [data-set], [data-class]")]) {
    const { put, set, class: added } = node.dataset;
    if (put && put in values) node.replaceChildren(...nodes(values[put]));
    for (const pair of (set ?? "").split(" ").filter(Boolean)) setOne(node, pair, values);
    if (added && values[added]) node.classList.add(...values[added].split(" "));
  }
  return root;
}

function setOne(node, pair, values) {
  const [attribute, key] = pair.split(":");
  const value = values[key];
  if (value === undefined || value === null || value === false) node.removeAttribute(attribute);
  else if (attribute === "value" && node.matches("input, textarea")) node.value = value;
  else node.setAttribute(attribute, value === true ? "" : value);
}

function isSome(value) {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}

function nodes(value) {
  if (value === null || value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

export function svg(markup) {
  const holder = document.createElement("template");
  holder.innerHTML = markup;
  return holder.content.firstElementChild;
}

export function icon(name) {
  return document.getElementById("shell-icons").content.querySelector(`[data-icon="${name}"] svg`).cloneNode(true);
}
