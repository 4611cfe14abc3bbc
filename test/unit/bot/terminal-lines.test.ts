import fc from "fast-check";
import { expect, test } from "vitest";
import { lineReader } from "../../../bot/terminal/lines.ts";

function readAll(chunks: readonly Buffer[], maxBytes = 1000): { lines: string[]; tooLong: number } {
  const lines: string[] = [];
  let tooLong = 0;
  const take = lineReader(maxBytes, {
    line: (line) => {
      lines.push(line);
      return line !== "stop";
    },
    tooLong: () => {
      tooLong += 1;
    },
  });
  for (const chunk of chunks) take(chunk);
  return { lines, tooLong };
}

test("lines are the same however the stream is cut, inside a character too", () => {
  const text = "一行目\n\n二行目 web\nrest";
  fc.assert(
    fc.property(fc.array(fc.nat(40), { maxLength: 10 }), (cuts) => {
      const bytes = Buffer.from(text);
      const places = [0, ...cuts, bytes.length].sort((a, b) => a - b);
      const chunks = places.slice(1).map((end, index) => bytes.subarray(places[index], end));
      expect(readAll(chunks).lines).toEqual(["一行目", "", "二行目 web"]);
    }),
  );
});

test("a line that is too long ends the reading, also before its end has come", () => {
  expect(readAll([Buffer.from("ok\n"), Buffer.alloc(600, "a"), Buffer.alloc(600, "a"), Buffer.from("\nno\n")])).toEqual(
    {
      lines: ["ok"],
      tooLong: 1,
    },
  );
});

test("nothing is read after a line that ended the talk", () => {
  expect(readAll([Buffer.from("a\nstop\nb\n"), Buffer.from("c\n")]).lines).toEqual(["a", "stop"]);
});
