export interface QrImages {
  /** data: URL */
  svg: string;
  /** blob: URL */
  png: string;
}

const MODULE_PIXELS = 8;

/** Loads the encoder on first use. */
export async function qrImages(link: string): Promise<QrImages> {
  const { encode, renderSVG } = await import('uqr');
  const options = { ecc: 'M', border: 3 } as const;
  const { data } = encode(link, options);
  return { svg: `data:image/svg+xml,${encodeURIComponent(renderSVG(link, options))}`, png: await draw(data) };
}

async function draw(modules: boolean[][]): Promise<string> {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = modules.length * MODULE_PIXELS;
  const context = canvas.getContext('2d');
  if (context === null) return '';
  context.fillStyle = 'white';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = 'black';
  modules.forEach((row, y) => {
    row.forEach((dark, x) => {
      if (dark) context.fillRect(x * MODULE_PIXELS, y * MODULE_PIXELS, MODULE_PIXELS, MODULE_PIXELS);
    });
  });
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  return blob === null ? '' : URL.createObjectURL(blob);
}
