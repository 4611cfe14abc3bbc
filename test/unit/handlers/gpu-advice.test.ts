import { expect, test } from "vitest";
import { adviceShown } from "../../../handlers/gpu/advice.ts";
import { gpuAdviceSchema } from "../../../protocol/actions/gpu.ts";

const end = { image: "pytorch", gpus: 1, memoryMiB: 8192, minutes: 60 };

test.each(gpuAdviceSchema.options)("%s is told in both languages, with and without what the log says of it", (code) => {
  for (const detail of [{}, { detail: "libGL.so.1" }, { detail: "31.74 GiB" }]) {
    const [ja, en] = [adviceShown({ code, ...detail }, end, "ja"), adviceShown({ code, ...detail }, end, "en")];
    expect(ja.text).toMatch(/\p{Script=Hiragana}.*。/u);
    expect(en.text).toMatch(/^[A-Z].*[.?]$/u);
    expect(ja.button?.line).toBe(en.button?.line);
  }
});

test("what to ask for next time is named: twice the memory in whole gigabytes, twice the time", () => {
  expect(adviceShown({ code: "out_of_memory" }, { ...end, memoryMiB: 1500 }, "en").text).toContain("--memory 3G,");
  expect(adviceShown({ code: "time_limit" }, end, "en").text).toContain("--time 2h;");
  expect(adviceShown({ code: "time_limit" }, { ...end, minutes: 45 }, "ja").text).toContain("--time 90m ");
});

test("where the image is to blame, the next step checks it; where there was none, it shows the tested ones", () => {
  expect(adviceShown({ code: "driver_too_old", detail: "11.4" }, end, "en").button?.line).toBe("/gpu check pytorch");
  expect(adviceShown({ code: "driver_too_old" }, { ...end, image: null }, "en").button?.line).toBe("/gpu images");
  expect(adviceShown({ code: "module_missing", detail: "cv2" }, end, "en").button?.line).toBe("/gpu images");
});

test("a framework for CPUs is told in words", () => {
  const { text } = adviceShown({ code: "no_gpu_seen", detail: "cpu_build" }, end, "en");
  expect(text).toContain("for CPUs only");
});

test("a job that asked for no GPU and saw none is told to ask for one", () => {
  expect(adviceShown({ code: "no_gpu_seen" }, { ...end, gpus: 0 }, "en").text).toContain("--gpus 1.");
});
