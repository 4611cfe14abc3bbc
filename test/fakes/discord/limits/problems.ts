import type { z } from "zod";

/** One thing that Discord refuses about a request's body: where, its code there, and in words. */
export interface Problem {
  readonly path: readonly PropertyKey[];
  readonly code: string;
  readonly message: string;
}

type Issue = z.core.$ZodIssue;

/** What is wrong with `value`, in Discord's own words and codes as far as they are known. */
export function problemsOf(schema: z.ZodType, value: unknown): Problem[] {
  const outcome = schema.safeParse(value);
  return outcome.success ? [] : outcome.error.issues.map(problemOf);
}

export const inWords = ({ path, message }: Problem): string => `${path.map(String).join(".")}: ${message}`;

/**
 * The `errors` of an "Invalid Form Body" (50035): an object along the path, with `_errors` at its end.
 * https://docs.discord.com/developers/reference#error-messages
 */
export function errorTree(problems: readonly Problem[]): Record<string, unknown> {
  const root: Record<string, unknown> = {};
  for (const { path, code, message } of problems) {
    let at = root;
    for (const step of path) {
      const next = at[String(step)] ?? {};
      at[String(step)] = next;
      at = next as Record<string, unknown>;
    }
    const before = Array.isArray(at["_errors"]) ? at["_errors"] : [];
    at["_errors"] = [...before, { code, message }];
  }
  return root;
}

/** Refuses something by a code of Discord's. */
export function refuse(ctx: Refusing, code: string, message: string, path: readonly PropertyKey[] = []): void {
  ctx.addIssue({ code: "custom", message, path: [...path], params: { discord: code } });
}

interface Refusing {
  readonly addIssue: (issue: {
    code: "custom";
    message: string;
    path: PropertyKey[];
    params: Record<string, string>;
  }) => void;
}

function problemOf(issue: Issue): Problem {
  const problem = (code: string, message: string): Problem => ({ path: issue.path, code, message });
  switch (issue.code) {
    case "too_big":
      return issue.origin === "string" || issue.origin === "array"
        ? problem("BASE_TYPE_MAX_LENGTH", `Must be ${issue.maximum} or fewer in length.`)
        : problem("NUMBER_TYPE_MAX", `int value should be less than or equal to ${issue.maximum}.`);
    case "too_small":
      return issue.origin === "string" || issue.origin === "array"
        ? problem("BASE_TYPE_BAD_LENGTH", `Must be at least ${issue.minimum} in length.`)
        : problem("NUMBER_TYPE_MIN", `int value should be greater than or equal to ${issue.minimum}.`);
    case "invalid_type":
      return issue.input === undefined
        ? problem("BASE_TYPE_REQUIRED", "This field is required")
        : problem("BASE_TYPE_BAD_TYPE", `Must be of type ${issue.expected}`);
    case "invalid_value":
      return problem("BASE_TYPE_CHOICES", `Value must be one of {${issue.values.map(String).join(", ")}}.`);
    case "custom": {
      const code = issue.params?.["discord"];
      return problem(typeof code === "string" ? code : "BASE_TYPE_INVALID", issue.message);
    }
    case "invalid_element":
    case "invalid_format":
    case "invalid_key":
    case "invalid_union":
    case "not_multiple_of":
    case "unrecognized_keys":
      return problem("BASE_TYPE_INVALID", issue.message);
  }
}
