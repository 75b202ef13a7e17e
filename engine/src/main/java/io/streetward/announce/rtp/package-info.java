/** RTP paging on Netty (RFC 3550, RFC 3551). */
@NullMarked
package io.streetward.announce.rtp;

import org.jspecify.annotations.NullMarked;
