import type { Expr } from "@cedar-policy/cedar-wasm/nodejs";

/**
 * Names of the attributes that an expression of Cedar's JSON form (docs.cedarpolicy.com/policies/json-format.html) asks
 * for, whatever it asks them of; undefined where it uses the context as a whole, so that any of it may matter.
 */
export function mentionsOf(expression: Expr): ReadonlySet<string> | undefined {
  const mentions = new Set<string>();
  let isKnown = true;
  const walk = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    for (const [key, value] of Object.entries(node)) {
      if (key === "Var" && value === "context") isKnown = false;
      if (key !== "." && key !== "has") walk(value);
      else if (typeof value === "object" && value !== null) {
        const { left, attr } = value;
        mentions.add(attr);
        if (!isContext(left)) walk(left);
      }
    }
  };
  walk(expression);
  return isKnown ? mentions : undefined;
}

/** The same expression, which asks for another attribute of the context. */
export function withContextAttribute(expression: Expr, from: string, to: string): Expr {
  const rename = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(rename);
    if (typeof node !== "object" || node === null) return node;
    const isAsked = "attr" in node && node.attr === from && "left" in node && isContext(node.left);
    if (isAsked) return { ...node, attr: to };
    return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, rename(value)]));
  };
  return rename(expression) as Expr;
}

/** Whether every number in it is one that JavaScript can hold exactly: a greater one is another by the time it is read. */
export function isExact(node: unknown): boolean {
  if (typeof node === "number" || typeof node === "bigint") return Number.isSafeInteger(node);
  return typeof node !== "object" || node === null || Object.values(node).every(isExact);
}

const isContext = (node: unknown): boolean =>
  typeof node === "object" && node !== null && "Var" in node && node.Var === "context";
