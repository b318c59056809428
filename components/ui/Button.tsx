import type { ComponentProps, ReactNode } from "react";
import { classes } from "./classes";
import { Tooltip } from "./Tooltip";

const VARIANTS = {
  primary: "bg-accent text-on-accent hover:opacity-90",
  plain: "border border-line bg-panel text-ink hover:bg-hover hover:border-line-strong",
  quiet: "text-soft hover:bg-hover hover:text-ink",
  danger: "border border-line bg-panel text-danger hover:border-danger hover:bg-danger/8",
} as const;

export interface ButtonProps extends ComponentProps<"button"> {
  variant?: keyof typeof VARIANTS;
  size?: "regular" | "compact";
  icon?: ReactNode;
}

const SHAPE =
  "inline-flex shrink-0 items-center justify-center gap-1.5 rounded-control font-medium whitespace-nowrap transition-colors duration-120 disabled:pointer-events-none disabled:opacity-45 [&_svg]:size-4 [&_svg]:shrink-0";

export function buttonClasses(
  variant: keyof typeof VARIANTS = "plain",
  size: "regular" | "compact" = "regular",
): string {
  const measure = size === "regular" ? "h-8 px-3 text-base" : "h-7 px-2 text-meta";
  return classes(SHAPE, VARIANTS[variant], measure);
}

export function Button({
  variant = "plain",
  size = "regular",
  icon,
  className,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button type="button" {...rest} className={classes(buttonClasses(variant, size), className)}>
      {icon}
      {children}
    </button>
  );
}

export interface IconButtonProps extends Omit<ComponentProps<"button">, "children"> {
  /** Accessible name, shown as a hint. */
  label: string;
  children: ReactNode;
  size?: "regular" | "compact";
}

export function IconButton({
  label,
  children,
  size = "regular",
  className,
  ...rest
}: IconButtonProps) {
  const measure = size === "regular" ? "size-8" : "size-7";
  return (
    <Tooltip text={label}>
      <button
        type="button"
        aria-label={label}
        {...rest}
        className={classes(SHAPE, VARIANTS.quiet, measure, className)}
      >
        {children}
      </button>
    </Tooltip>
  );
}
