/** Photos as large as a page shows them: a telephone's have ten times the bytes. */

/** Pixels of the longer side: twice as wide as any column of text, for sharp screens. */
const MAX_SIDE_PIXELS = 2_560;
/** Below this a picture of that size is sent as it is. */
const LARGE_BYTES = 1_500_000;
/** What is not seen at this quality is not missed. */
const QUALITY = 0.85;
/** What browsers may be able to read, and readers may not. */
const FOREIGN = /^image\/(?:heic|heif|tiff|bmp)$/;
const PHOTO = /^image\/(?:jpeg|png|webp|avif|heic|heif|tiff|bmp)$/;

/** The picture to be sent: smaller where it is large, itself where it cannot be made smaller. */
export async function shrinkPicture(file: File): Promise<File> {
  if (!PHOTO.test(file.type)) return file;
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch {
    return file;
  }
  const scale = Math.min(1, MAX_SIDE_PIXELS / Math.max(bitmap.width, bitmap.height));
  if (scale === 1 && file.size <= LARGE_BYTES && !FOREIGN.test(file.type)) return file;
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(bitmap.width * scale);
  canvas.height = Math.round(bitmap.height * scale);
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  // Drawings stay sharp and may be transparent.
  const type = file.type === 'image/png' ? file.type : 'image/jpeg';
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, QUALITY));
  if (blob === null || (blob.size >= file.size && !FOREIGN.test(file.type))) return file;
  return new File([blob], file.name, { type });
}
