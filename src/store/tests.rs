//! Properties of the file.
