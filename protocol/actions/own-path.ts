import { z } from "zod";

/** A path below one's own home, without a slash at either end; empty: the home itself. */
export const ownPathSchema = z
  .string()
  .max(500)
  .refine(
    (path) => path === "" || path.split("/").every((part) => part !== "" && part !== "." && part !== ".."),
    "must be a path below the home",
  )
  .refine((path) => !/\p{Cc}/u.test(path), "must have no control characters");
