/** An object as JSON has them. */
export type Fields = Readonly<Partial<Record<string, unknown>>>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
export const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {});
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
export const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** Every component in a tree of components, from the top down, with its path. */
export function componentsIn(value: unknown, path: readonly PropertyKey[] = ["components"]): [Fields, PropertyKey[]][] {
  return listOf(value).flatMap((each, at): [Fields, PropertyKey[]][] => {
    const here = fieldsOf(each);
    const inner = ["component", "accessory"].flatMap((name): [Fields, PropertyKey[]][] => {
      const only = here[name];
      return isFields(only) ? [[only, [...path, at, name]]] : [];
    });
    return [[here, [...path, at]], ...componentsIn(here["components"], [...path, at, "components"]), ...inner];
  });
}

/**
 * A payload as Discord's REST API has it: discord.js's names in camel case become its names in snake case, what has
 * toJSON is asked for it. Bytes stay as they are.
 */
export function asApi(value: unknown): unknown {
  if (value instanceof Uint8Array || typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(asApi);
  if ("toJSON" in value && typeof value.toJSON === "function") return asApi(value.toJSON());
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return Object.fromEntries(entries.map(([name, each]) => [snake(name), asApi(each)]));
}

const snake = (name: string): string => name.replaceAll(/[A-Z]/gu, (letter) => `_${letter.toLowerCase()}`);
