/** Routes in Spring XML. */
package io.github.camelpan123.example.spring;
