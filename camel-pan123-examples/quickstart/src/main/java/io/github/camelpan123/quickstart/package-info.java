/** The main job: a folder goes to 123pan, its videos are transcoded there, and come back as playable streams. */
package io.github.camelpan123.quickstart;
