"use client";
import { useEffect, useRef } from "react";
import { offerCommands, takeTasks, type Offer } from "./command-store";

/** Offers the commands of a part of the page while it is there. */
export function usePageCommands(offer: Offer): void {
  const latest = useRef(offer);
  useEffect(() => {
    latest.current = offer;
  });
  useEffect(() => offerCommands(() => latest.current()), []);
}

/** Adds the tasks that are picked in the palette while this part of the page is there. */
export function usePickedTasks(addTask: (task: string) => void): void {
  const latest = useRef(addTask);
  useEffect(() => {
    latest.current = addTask;
  });
  useEffect(() => takeTasks((task) => latest.current(task)), []);
}
