import { chord, connect } from "espalier";
import { add, sum } from "./sums";

await using espalier = await connect();
await espalier.work({ tasks: [add, sum] });

using run = await espalier.apply(chord([add.s(1, 1), add.s(2, 2)], sum.s()));
process.stdout.write(`The sum is ${await run.get()}.\n`);
