/** The same program with Espalier. */
import { chord, defineTask } from "espalier";
import { z } from "zod";

export const resize = defineTask({
  name: "album.resize",
  description: "Makes a photo small.",
  params: { photo: z.string() },
  result: z.string(),
  defaults: { attempts: 3, backoff: { type: "exponential", delayMs: 1000 } },
  run: ({ photo }) => `small-${photo}`,
});

export const publish = defineTask({
  name: "album.publish",
  description: "Publishes photos.",
  params: { photos: z.array(z.string()) },
  result: z.array(z.string()),
  run: ({ photos }) => photos,
});

/** One step for each photo, then the album, once, with the list of what they gave. */
export function album(photos: string[]) {
  return chord(
    photos.map((photo) => resize.s(photo)),
    publish.s(),
  );
}
