import type { CSSProperties } from 'react';

/** Pixels: between a list and its field, and between a list and the edge of the page. */
const gap = 2;
const margin = 8;
const tallest = 264;
const narrowest = 240;

/** Below the field, or above it where there is more room; never wider or taller than the page. */
export function placeAt(field: DOMRect, page: { readonly width: number; readonly height: number }): CSSProperties {
  const width = Math.min(Math.max(field.width, narrowest), page.width - 2 * margin);
  const left = Math.max(margin, Math.min(field.left, page.width - margin - width));
  const [above, below] = [field.top - gap - margin, page.height - field.bottom - gap - margin];
  const isAbove = below < Math.min(tallest, above);
  return {
    left,
    width,
    maxHeight: Math.min(tallest, isAbove ? above : below),
    ...(isAbove ? { bottom: page.height - field.top + gap } : { top: field.bottom + gap }),
  };
}
