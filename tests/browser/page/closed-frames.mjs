/** @returns the frames that the page closes from now on */
export const watchClosed = () => {
  const closed = new Set();
  const { close } = VideoFrame.prototype;
  VideoFrame.prototype.close = function () {
    closed.add(this);
    close.call(this);
  };
  return closed;
};
