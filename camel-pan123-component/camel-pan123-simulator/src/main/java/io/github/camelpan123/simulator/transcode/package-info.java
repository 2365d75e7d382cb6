/** The transcode space: videos, jobs, canned products. */
package io.github.camelpan123.simulator.transcode;
