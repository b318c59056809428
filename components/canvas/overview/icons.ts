/** The icons of nodes as paths for a canvas, taken from the elements that nodes show them with. */

export interface Icon {
  shapes: { path: Path2D; opacity: number }[];
  /** Side of the square they are drawn in. */
  side: number;
  strokeWidth: number;
  isFilled: boolean;
}

const number = (element: Element, name: string) => Number(element.getAttribute(name) ?? 0);

/** What an icon's element draws. */
export function readIcon(svg: SVGElement): Icon {
  const side = Number(svg.getAttribute("viewBox")?.split(" ")[2] ?? 24);
  return {
    shapes: [...svg.children].map((child) => ({
      path: pathOf(child),
      opacity: Number(child.getAttribute("opacity") ?? 1),
    })),
    side,
    strokeWidth: Number(svg.getAttribute("stroke-width") ?? 2),
    isFilled: svg.getAttribute("fill") === "currentColor",
  };
}

function pathOf(shape: Element): Path2D {
  switch (shape.tagName) {
    case "path":
      return new Path2D(shape.getAttribute("d") ?? "");
    case "circle":
      return drawn((path) => {
        path.arc(number(shape, "cx"), number(shape, "cy"), number(shape, "r"), 0, 2 * Math.PI);
      });
    case "rect":
      return drawn((path) => {
        const [x, y] = [number(shape, "x"), number(shape, "y")];
        path.roundRect(x, y, number(shape, "width"), number(shape, "height"), number(shape, "rx"));
      });
    case "line":
      return drawn((path) => {
        path.moveTo(number(shape, "x1"), number(shape, "y1"));
        path.lineTo(number(shape, "x2"), number(shape, "y2"));
      });
    case "polyline":
    case "polygon":
      return new Path2D(
        `M${shape.getAttribute("points") ?? ""}${shape.tagName === "polygon" ? "Z" : ""}`,
      );
    default:
      throw new Error(`An icon has a shape that cannot be painted: ${shape.tagName}`);
  }
}

function drawn(draw: (path: Path2D) => void): Path2D {
  const path = new Path2D();
  draw(path);
  return path;
}
