import fc from "fast-check";
import { expect, test } from "vitest";
import { grantIdOf, grantIdSchema } from "../../../protocol/ids.ts";

const invocation = fc.string({ unit: "binary", maxLength: 200 });

test("the same invocation is the same grant, and every id is one that travels", () => {
  fc.assert(
    fc.property(invocation, (id) => {
      expect(grantIdOf(id)).toBe(grantIdOf(id));
      expect(grantIdSchema.safeParse(grantIdOf(id)).success).toBe(true);
    }),
  );
});

test("different invocations are different grants", () => {
  fc.assert(
    fc.property(invocation, invocation, (one, two) => {
      // Broken surrogates are all written as one character; no platform's ids hold them.
      if (Buffer.from(one).equals(Buffer.from(two))) return;
      expect(grantIdOf(one)).not.toBe(grantIdOf(two));
    }),
  );
});

test("an id does not change from release to release, or a repeated invocation would run twice", () => {
  expect(grantIdOf("terminal:1")).toMatchInlineSnapshot(`"g682572cebb7eab8062cd6db2fe06398f"`);
});

test("ids that a queue would take for its own numbers, or that are not ours, are refused", () => {
  const id = grantIdOf("terminal:1");
  for (const odd of ["", "1", "g", id.toUpperCase(), `${id}0`, id.slice(0, -1), `${id}\n`, ` ${id}`, "g:".repeat(16)])
    expect([odd, grantIdSchema.safeParse(odd).success]).toEqual([odd, false]);
});
