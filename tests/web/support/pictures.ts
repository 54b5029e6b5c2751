/** What a chart shows of a loss when nobody asks for anything else. */
export const plain = { logX: false, logY: false, smooth: false, doubled: false, share: false, falls: true };
