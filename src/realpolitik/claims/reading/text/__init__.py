"""From bytes to sentences: decoding, pages, paragraphs, language, and who says each sentence."""
