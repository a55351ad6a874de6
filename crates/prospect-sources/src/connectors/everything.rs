//! The board of services that are one list: all of it, or a part that the service names.

/// The name of the board that is the whole list.
pub(super) const ALL_OF_IT: &str = "all";

/// The part that a board's name means; `None` for the whole list.
pub(super) fn category(board: &str) -> Option<&str> {
    let board = board.trim();
    (!board.is_empty() && !board.eq_ignore_ascii_case(ALL_OF_IT)).then_some(board)
}
