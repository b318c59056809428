"use client";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { ThemeProvider } from "next-themes";
import { useState } from "react";
import type { ReactNode } from "react";
import { Toaster } from "sonner";
import { errorCode } from "@/components/api/client";
import { CommandPalette } from "@/components/command/CommandPalette";
import { TooltipProvider } from "@/components/ui/Tooltip";

function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // A refusal with a code is final; only a server that is away is asked again.
        retry: (failures, error) => errorCode(error) === null && failures < 3,
        staleTime: 2_000,
      },
    },
  });
}

export function Providers({ children }: { children: ReactNode }) {
  const [queryClient] = useState(createQueryClient);
  return (
    <ThemeProvider attribute="class" enableColorScheme={false} disableTransitionOnChange>
      <QueryClientProvider client={queryClient}>
        <TooltipProvider delay={400}>
          {children}
          <CommandPalette />
        </TooltipProvider>
        <Toaster
          position="bottom-right"
          toastOptions={{
            classNames: {
              toast:
                "!rounded-card !border-line !bg-panel !text-ink !shadow-float !font-sans !text-[13px]",
              description: "!text-soft",
            },
          }}
        />
      </QueryClientProvider>
    </ThemeProvider>
  );
}
