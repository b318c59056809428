import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { MemoryBanner } from "@/components/shell/MemoryBanner";
import { Providers } from "@/components/shell/Providers";
import { Rail } from "@/components/shell/Rail";
import { tokensCss } from "@/components/ui/tokens";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Espalier", template: "%s · Espalier" },
  description: "Compose trees of tasks, run them, watch and steer every one.",
};

export const viewport: Viewport = { width: "device-width", initialScale: 1, viewportFit: "cover" };

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" suppressHydrationWarning>
      <head>
        <style dangerouslySetInnerHTML={{ __html: tokensCss() }} />
      </head>
      <body>
        <Providers>
          <div className="flex h-dvh overflow-hidden max-sm:flex-col">
            <Rail />
            <main className="flex min-h-0 min-w-0 flex-1 flex-col">
              <MemoryBanner />
              {children}
            </main>
          </div>
        </Providers>
      </body>
    </html>
  );
}
