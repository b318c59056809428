/** The program of docs/coming-from-bullmq-flows.md, with BullMQ's own flows. */
import { FlowProducer, Worker, type ConnectionOptions } from "bullmq";

const resized = (photo: string) => `small-${photo}`;

/** Opens the two workers and the producer; `submit` adds an album and answers its parent job. */
export function albumFlow({
  connection,
  prefix,
}: {
  connection: ConnectionOptions;
  prefix: string;
}) {
  const images = new Worker<{ photo: string }>(
    "images",
    (job) => Promise.resolve(resized(job.data.photo)),
    { connection, prefix },
  );
  const albums = new Worker(
    "albums",
    async (job) => Object.values(await job.getChildrenValues()).toSorted(),
    { connection, prefix },
  );
  const flows = new FlowProducer({ connection, prefix });
  return {
    submit: (photos: string[]) =>
      flows.add({
        name: "publish",
        queueName: "albums",
        children: photos.map((photo) => ({
          name: "resize",
          queueName: "images",
          data: { photo },
          opts: { attempts: 3, backoff: { type: "exponential", delay: 1000 } },
        })),
      }),
    async close() {
      await Promise.all([images.close(), albums.close(), flows.close()]);
    },
  };
}
