export interface Palette {
  desk: string;
  sheet: string;
  rule: string;
  ink: string;
  inkSoft: string;
  ember: string;
  onEmber: string;
  emberText: string;
}

/** Colours of the web UI (apps/web/src/tokens.css) in hexadecimal, which all mail clients support. */
export const LIGHT: Palette = {
  desk: '#f5f0e5',
  sheet: '#fdfbf5',
  rule: '#e7e0d4',
  ink: '#2e241d',
  inkSoft: '#62554a',
  ember: '#c23500',
  onEmber: '#fefcf4',
  emberText: '#b32707',
};

export const DARK: Palette = {
  desk: '#1a1512',
  sheet: '#251f1b',
  rule: '#332c27',
  ink: '#eae4d7',
  inkSoft: '#b5ada0',
  ember: '#f5723a',
  onEmber: '#21110a',
  emberText: '#fe8f5b',
};

export const TEXT_FONT = "system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',sans-serif";
export const HEADING_FONT =
  "'Iowan Old Style','Palatino Linotype',Palatino,'URW Palladio L','Noto Serif',Georgia,serif";
