import { readBody, readMultipart } from "../kit/http.ts";
import { beginExchange, type Serve } from "./exchange.ts";
import type { Faults } from "./faults.ts";
import { bearerOf } from "./web-api.ts";
import type { World } from "./world.ts";

/** Takes a file's bytes at the address that files.getUploadURLExternal gave: as they are, or as one multipart part. */
export function createUpload(world: World, faults: Faults): Serve {
  return async (request, response, rest) => {
    const body = await readBody(request);
    const exchange = await beginExchange(world, faults, [request, response], "upload", { bytes: body.length });
    if (exchange === undefined) return;
    const [id = "", secret] = rest.split("-");
    const file = world.files.get(id);
    const type = request.headers["content-type"] ?? "";
    const parts = type.startsWith("multipart/") ? [...(await readMultipart(body, type)).values()] : [];
    const part = parts.find((each) => typeof each !== "string");
    const content = part === undefined ? body : Buffer.from(await part.arrayBuffer());
    if (file === undefined || file.secret !== secret || file.content !== undefined)
      return exchange.answer(404, { ok: false, error: "no_such_upload" });
    if (content.length !== file.length) return exchange.answer(400, { ok: false, error: "wrong_length" });
    file.content = content;
    exchange.answer(200, { ok: true, size: content.length });
  };
}

/**
 * Gives a file's bytes to the bearer of a token with files:read. Anybody else is sent to a page to sign in, with
 * status 200 at its end, as slack.com does.
 */
export function createDownload(world: World, faults: Faults): Serve {
  return async (request, response, rest) => {
    const exchange = await beginExchange(world, faults, [request, response], "download", {});
    if (exchange === undefined) return;
    const id = rest.split("/")[0]?.replace(`${world.options.team}-`, "") ?? "";
    const file = world.files.get(id);
    const { options } = world;
    if (bearerOf(request) !== options.botToken || !options.scopes.includes("files:read")) {
      exchange.answer(302, { ok: false, error: "sign_in" }, { location: `${world.base}/signin` });
      return;
    }
    if (file?.content === undefined) return exchange.answer(404, { ok: false, error: "file_not_found" });
    response.writeHead(200, { "content-type": "text/plain", "content-length": String(file.content.length) });
    response.end(file.content);
  };
}
