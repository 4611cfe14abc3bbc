import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { purposes } from "../../../bin/setup/packages.mjs";
import { makeClone } from "./clone.ts";

const packages = purposes["test"]?.packages ?? [];
const without = (...names: string[]) => packages.filter((name) => !names.includes(name));

const clones: ReturnType<typeof makeClone>[] = [];
const clone = (...args: Parameters<typeof makeClone>) => {
  const made = makeClone(...args);
  clones.push(made);
  return made;
};
afterEach(() => {
  for (const made of clones.splice(0)) made.remove();
});

describe("set-up in a fresh clone", () => {
  it("installs the missing Debian packages and no others, the npm packages, compiles, and runs the program", async () => {
    const { run, calls } = clone({ installed: without("qemu-utils", "redis-server") });
    const { exitCode, stdout, stderr } = await run("demo", "--background");
    expect(stderr).toMatch(
      /^Installing 2 Debian packages … \d+ s\nInstalling npm packages … \d+ s\nCompiling … \d+ s\nBundling … \d+ s$/u,
    );
    expect(stdout).toBe("ran --background");
    expect(exitCode).toBe(0);
    const install = calls().filter((call) => call.includes(" install "));
    expect(install).toEqual([expect.stringMatching(/ -y --no-install-recommends redis-server qemu-utils$/u)]);
    expect(install[0]).toContain("DPkg::Lock::Timeout=600");
    expect(calls().at(-3)).toMatch(/^npm ci /u);
    expect(calls().slice(-2)).toEqual(["tsc", "rolldown"]);
  });

  it("does nothing and says nothing the second time", async () => {
    const { run, calls } = clone();
    await run("demo");
    const before = calls();
    const { stderr, stdout } = await run("demo");
    expect(stderr).toBe("");
    expect(stdout).toBe("ran");
    expect(calls()).toEqual(before);
  });

  it("compiles once when two start at once, the second waiting for the first", async () => {
    const { run, calls } = clone();
    const both = await Promise.all([run("demo"), run("check")]);
    expect(both.map((one) => one.exitCode)).toEqual([0, 0]);
    expect(calls().filter((call) => call === "tsc")).toHaveLength(1);
  });
});

describe("set-up that is ended", () => {
  it("by kill -9 leaves no lock behind", async () => {
    const { run, start, calls, hold, release } = clone();
    hold();
    const first = start("check");
    await expect.poll(calls).toContain("tsc");
    first.kill("SIGKILL");
    await first;
    release();
    expect(await run("check")).toMatchObject({ exitCode: 0, stdout: "ran" });
  });

  it("by a signal ends what it has started and says so by its exit code", async () => {
    const { run, start, calls, hold, release } = clone();
    hold();
    const first = start("check");
    await expect.poll(calls).toContain("tsc");
    first.kill("SIGTERM");
    expect(await first).toMatchObject({ exitCode: 143, stdout: "" });
    release();
    expect(await run("check")).toMatchObject({ exitCode: 0, stdout: "ran" });
  });
});

describe("set-up in a clone that has changed", () => {
  it("installs the npm packages anew when the lock file differs", async () => {
    const { run, calls, changeLock } = clone();
    await run("check");
    changeLock();
    await run("check");
    expect(calls().filter((call) => call.startsWith("npm ci "))).toHaveLength(2);
  });

  it("compiles a changed source and removes what belongs to a source that is gone", async () => {
    const { run, write, project } = clone();
    write("project/bin/gone.ts", "export {};\n");
    await run("check");
    expect(existsSync(join(project, "dist/bin/gone.js"))).toBe(true);
    rmSync(join(project, "bin/gone.ts"));
    await run("check");
    expect(existsSync(join(project, "dist/bin/gone.js"))).toBe(false);
    expect(existsSync(join(project, "dist/bin/demo.js"))).toBe(true);
  });

  it("with type errors still runs the checks, which tell of them, but not the demo", async () => {
    const { run } = clone({ typeErrors: "bot/a.ts(1,1): error TS2322: no" });
    const check = await run("check");
    expect(check.stderr).toContain("error TS2322");
    expect(check.stdout).toBe("ran");
    const demo = await run("demo");
    expect(demo).toMatchObject({ exitCode: 1, stdout: "" });
  });

  it("with programs that cannot be bundled says so and does not take the build as current", async () => {
    const { run, write, calls } = clone();
    write("unbundled", "");
    expect(await run("demo")).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("no such module") });
    await run("demo");
    expect(calls().filter((call) => call === "rolldown")).toHaveLength(2);
  });

  it("with type errors can still stop what runs, as it was last built", async () => {
    const { run, write } = clone();
    await run("demo");
    write("type-errors", "error TS1");
    write("project/bin/new.ts", "export {};\n");
    expect(await run("demo", "--stop")).toMatchObject({ exitCode: 0, stdout: "ran --stop", stderr: "" });
  });
});

describe("set-up and Debian's packages", () => {
  it("fetches the package lists and tries again when an installation fails", async () => {
    const { run, calls } = clone({ installed: without("strace"), aptFailures: 1 });
    expect(await run("test")).toMatchObject({ exitCode: 0 });
    const verbs = calls()
      .filter((call) => call.startsWith("apt-get"))
      .map((call) => / (install|update)/u.exec(call)?.[1]);
    expect(verbs.slice(-2)).toEqual(["update", "install"]);
  });

  it("shows the end of apt's output when an installation fails for good, and runs nothing", async () => {
    const { run } = clone({ installed: without("strace"), aptFailures: 9 });
    const { exitCode, stderr, stdout } = await run("test");
    expect(exitCode).toBe(1);
    expect(stderr).toContain(
      "apt-get ended with code 100:\n    E: Unable to locate package\n  (all of it: .setup/apt.log)",
    );
    expect(stdout).toBe("0 passed, 1 failed");
  });

  it("without root says what is missing and the line to run, and the demo does not start", async () => {
    const { runUnprivileged } = clone({ installed: without("qemu-utils", "strace") });
    const { exitCode, stderr, stdout } = await runUnprivileged("demo");
    expect(exitCode).toBe(1);
    expect(stderr).toContain("missing: qemu-utils\nSet-up cannot install them: you are not root.");
    expect(stderr).toContain("apt-get update && apt-get install -y --no-install-recommends qemu-utils\n");
    expect(stderr).toContain("`npm run check` and `npm test -- unit` need neither root nor any of these packages.");
    expect(stdout).toBe("");
  });

  it("without root runs the checks and the unit tests", async () => {
    const { runUnprivileged } = clone({ installed: [] });
    expect(await runUnprivileged("check")).toMatchObject({ exitCode: 0, stdout: "ran" });
    expect(await runUnprivileged("test", "unit", "some/file")).toMatchObject({
      exitCode: 0,
      stdout: "ran unit some/file",
    });
    expect(await runUnprivileged("test", "unit", "system")).toMatchObject({ exitCode: 1 });
  });

  it("without root but with all packages says that root is needed", async () => {
    const { exitCode, stderr } = await clone().runUnprivileged("demo");
    expect(exitCode).toBe(1);
    expect(stderr).toContain("must be run as root");
  });

  it("without apt says so", async () => {
    const { exitCode, stderr } = await clone({ installed: [], hasApt: false }).run("lab", "up");
    expect(exitCode).toBe(1);
    expect(stderr).toContain("there is no apt-get here");
  });

  it("counts as a failed test where tests are counted", async () => {
    const { runUnprivileged } = clone({ installed: [] });
    expect(await runUnprivileged("test")).toMatchObject({ exitCode: 1, stdout: "0 passed, 1 failed" });
  });

  it.each([
    { answer: "y", installs: true },
    { answer: "yes", installs: true },
    { answer: "n", installs: false },
    { answer: "", installs: false },
  ])("asks the person at the terminal; after $answer it installs: $installs", async ({ answer, installs }) => {
    const { runOnTerminal, calls } = clone({ installed: without("qemu-utils") });
    const { all } = await runOnTerminal(`${answer}\n`, "demo");
    expect(all).toContain("Install them now? [y/N]");
    expect(calls().some((call) => call.includes(" install "))).toBe(installs);
  });

  it("does not ask after --yes", async () => {
    const { runOnTerminal, calls } = clone({ installed: without("qemu-utils") });
    const { all } = await runOnTerminal("", "demo", "--yes");
    expect(all).not.toContain("[y/N]");
    expect(calls().some((call) => call.includes(" install "))).toBe(true);
  });
});

describe("the program that set-up runs", () => {
  it("has the person's input, its own exit code, and all arguments but --yes", async () => {
    const { run } = clone();
    await run("bench");
    expect(await run("bench", "--yes", "--json", "7")).toMatchObject({ exitCode: 7, stdout: "ran --json 7" });
    expect(await run("demo", "--yes", "--background")).toMatchObject({ stdout: "ran --yes --background" });
  });

  it("hears signals itself", async () => {
    const { start, write } = clone();
    write(
      "project/bin/demo.ts",
      'process.once("SIGTERM", () => process.exit(9));\nprocess.stdin.resume();\nconsole.log("up");\n',
    );
    const demo = start("demo");
    await expect(new Promise((resolve) => demo.stdout.once("data", (chunk) => resolve(String(chunk))))).resolves.toBe(
      "up\n",
    );
    demo.kill("SIGTERM");
    expect(await demo).toMatchObject({ exitCode: 9 });
  });

  it("is named in the usage, which a wrong word is answered with", async () => {
    const { run } = clone();
    const { exitCode, stderr } = await run("dmeo");
    expect(exitCode).toBe(2);
    expect(stderr).toContain("demo|test|check|lab|bench");
  });
});

describe("package.json", () => {
  it("runs every purpose of set-up by the npm script of that name", () => {
    const { scripts } = JSON.parse(readFileSync("package.json", "utf8"));
    for (const name of Object.keys(purposes)) expect(scripts[name]).toBe(`node bin/setup.mjs ${name}`);
  });
});
