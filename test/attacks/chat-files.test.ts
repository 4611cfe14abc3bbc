import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createFetch } from "../../bot/discord/attachments.ts";
import { createDownload } from "../../bot/slack/download.ts";
import { startLocalServer } from "../fakes/kit/http.ts";

const limit = 1_000_000;
let keeper: Awaited<ReturnType<typeof startLocalServer>>;
let inner: Awaited<ReturnType<typeof startLocalServer>>;
const askedInside: string[] = [];
let sent = 0;

// The platform's own keeper of files, whose files do as their names say; and something inside that nobody is to reach.
beforeAll(async () => {
  inner = await startLocalServer(async (request, response) => {
    askedInside.push(request.url ?? "");
    response.end("inside");
  });
  keeper = await startLocalServer(async (request, response) => {
    if (request.url === "/elsewhere") {
      response.writeHead(302, { location: `http://127.0.0.1:${inner.port}/secret` });
      response.end();
    } else if (request.url === "/endless") {
      for (; !response.destroyed && sent < 100_000_000; sent += 65_536) {
        await new Promise((resolve) => response.write(Buffer.alloc(65_536), resolve));
      }
      response.end();
    } else response.end("#!/bin/sh\n");
  });
});
afterAll(async () => {
  await keeper.close();
  await inner.close();
});

describe.each([
  ["Discord", (api: string) => createFetch(api)],
  ["Slack", (api: string) => createDownload(api, "xoxb-none")],
] as const)("a file on %s", (_, create) => {
  const fetched = (url: string, size = 10) =>
    create(`http://127.0.0.1:${keeper.port}/api/`)({ field: "script", name: "a.sh", url, size }, limit);
  const kept = (path: string): string => `http://127.0.0.1:${keeper.port}${path}`;

  test("is fetched from where the platform keeps it, so that all below is refused for its own reason", async () => {
    expect(Buffer.from(await fetched(kept("/a.sh"))).toString()).toBe("#!/bin/sh\n");
  });

  test("is not fetched from any address that only says it is the platform's, nor from inside", async () => {
    const port = inner.port;
    const urls = [
      ...[`http://127.0.0.1:${port}/`, `http://localhost:${port}/`, `http://[::1]:${port}/`, "http://169.254.169.254/"],
      ...[
        `http://cdn.discordapp.com@127.0.0.1:${port}/`,
        `https://user@cdn.discordapp.com/a`,
        "https://cdn.discordapp.com:8443/a",
      ],
      ...["http://cdn.discordapp.com/a", "https://cdn.discordapp.com.evil.example/a", "https://evilslack.com/a"],
      ...[`http://user@127.0.0.1:${keeper.port}/a.sh`, "file:///etc/passwd", "data:text/plain,x", "//slack.com", ""],
    ];
    for (const url of urls) await expect(fetched(url)).rejects.toMatchObject({ name: "SendError", kind: "rejected" });
    expect(askedInside).toEqual([]);
  });

  test("that leads elsewhere is not followed", async () => {
    await expect(fetched(kept("/elsewhere"))).rejects.toMatchObject({ name: "SendError" });
    expect(askedInside).toEqual([]);
  });

  test("that is larger than it says is given up at a megabyte", async () => {
    sent = 0;
    await expect(fetched(kept("/endless"), 10)).rejects.toMatchObject({ kind: "rejected" });
    await pause(200);
    expect(sent).toBeLessThan(20_000_000);
    await expect(fetched(kept("/a.sh"), limit + 1)).rejects.toMatchObject({ kind: "rejected" });
  });
});
