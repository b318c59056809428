/** The examples of django-user-tasks' page "Linked Tasks", with Espalier. */
import { chain, chord, defineTask, group } from "espalier";
import { z } from "zod";

export const collectFigures = defineTask({
  name: "report.collectFigures",
  description: "Collects a customer's figures.",
  params: { customer: z.string() },
  result: z.array(z.number()),
  run: ({ customer }) => [customer.length, 2],
});

export const drawCharts = defineTask({
  name: "report.drawCharts",
  description: "Draws a customer's charts.",
  params: { customer: z.string() },
  result: z.string(),
  run: ({ customer }) => `${customer}.svg`,
});

export const sendReport = defineTask({
  name: "report.send",
  description: "Sends the report.",
  params: { recipient: z.string() },
  result: z.string(),
  run: ({ recipient }) => `sent to ${recipient}`,
});

/** One after the other; the first label is the chain's name. */
export function reportInAChain(customer: string, recipient: string) {
  const name = `Prepare report for ${customer}`;
  return chain(
    collectFigures.si(customer).label(name),
    drawCharts.si(customer),
    sendReport.si(recipient),
  );
}

/** All at once. */
export function reportInAGroup(customer: string, recipient: string) {
  const name = `Prepare report for ${customer}`;
  return group([
    collectFigures.si(customer).label(name),
    drawCharts.si(customer),
    sendReport.si(recipient),
  ]);
}

/** Two at once, then the third. */
export function reportInAChord(customer: string, recipient: string) {
  const name = `Prepare report for ${customer}`;
  return chord(
    [collectFigures.si(customer).label(name), drawCharts.si(customer)],
    sendReport.si(recipient),
  );
}
