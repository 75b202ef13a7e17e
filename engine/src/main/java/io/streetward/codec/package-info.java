/** FFmpeg behind our own types: demuxer, decoder, scaler, remuxer, still and sound codecs. The only user of org.bytedeco.ffmpeg. */
@NullMarked
package io.streetward.codec;

import org.jspecify.annotations.NullMarked;
