//! What is printed: a snapshot becomes an [`outline::Outline`], one file per document.
pub mod outline;
