//! placeholder
/// Folds for comparison.
pub fn key(text: &str) -> String {
    text.trim().to_lowercase()
}
