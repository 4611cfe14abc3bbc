import { existsSync, realpathSync } from "node:fs";
import { execa } from "execa";
import { describe, expect, it } from "vitest";
import { purposes } from "../../../bin/setup/packages.mjs";
import { apptainer, mailer, programs, wrappers } from "../../../executor/programs.ts";

const installed = new Set(purposes["demo"]?.packages);
const all = [...Object.values(programs).map(({ path }) => path), ...Object.values(wrappers)];
// Which mailer a machine has, if any, is its administrator's choice; Debian 12 has no apptainer.
const paths = [...new Set(all)].filter((path) => path !== mailer && path !== apptainer);

/**
 * The Debian packages that own a path. With a merged /usr dpkg may know /usr/bin/x only as /bin/x; where the path is
 * a link of update-alternatives, what it leads to has the owner.
 */
async function owners(path: string): Promise<string[]> {
  const names = [path, realpathSync(path)].flatMap((name) => [name, name.replace(/^\/usr\//u, "/")]);
  // One line a file, `package[:architecture][, …]: path`; exit 1 when one of the names is unknown.
  const { stdout } = await execa("dpkg", ["-S", ...new Set(names)], { reject: false });
  return stdout
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("diversion by "))
    .flatMap((line) => line.slice(0, line.lastIndexOf(": ")).split(", "))
    .map((name) => name.replace(/:\w+$/u, ""));
}

describe("every program that the executor may start", () => {
  it.each(paths)("%s is there and belongs to a package that set-up installs", async (path) => {
    expect(existsSync(path)).toBe(true);
    const found = await owners(path);
    expect(found).not.toEqual([]);
    expect(found.filter((name) => !installed.has(name))).toEqual([]);
  });
});

describe("the package lists", () => {
  it.each(Object.entries(purposes))("name each package once for %s", (_, { packages }) => {
    expect(packages).toEqual([...new Set(packages)]);
  });

  it("hold only packages that Debian knows", async () => {
    const all = [...new Set(Object.values(purposes).flatMap(({ packages }) => packages))];
    const { stdout } = await execa("dpkg-query", ["-W", "-f", "$" + "{Package}\n", ...all]);
    expect(stdout.split("\n").sort()).toEqual(all.sort());
  });
});
