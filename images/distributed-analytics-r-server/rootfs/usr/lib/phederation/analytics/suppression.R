# Which cells of a table of counts may be shown. A cell that stands for fewer people than the smallest cell is hidden; and where a line of
# the table (all dimensions but one held) would have exactly one hidden cell, another one is hidden with it, for the line's sum, which a
# coarser analysis may publish, would give the hidden one away.

# keys: data.frame of the dimensions; n: counts; hidden: the cells hidden at first. Returns all hidden cells.
hide_complements <- function(keys, n, hidden) {
    repeat {
        before <- hidden
        for (dimension in names(keys)) {
            others <- setdiff(names(keys), dimension)
            line <- if (length(others)) interaction(keys[others], drop = TRUE, sep = "\x1f") else factor(rep("", nrow(keys)))
            for (cells in split(seq_along(n), line)) {
                if (sum(hidden[cells]) == 1L) {
                    candidates <- cells[!hidden[cells] & n[cells] > 0]
                    if (length(candidates)) hidden[candidates[[which.min(n[candidates])]]] <- TRUE
                }
            }
        }
        if (identical(before, hidden)) return(hidden)
    }
}

# The sum over the table, when it gives nothing away; else NA.
safe_total <- function(n, hidden, smallest) {
    if (!any(hidden)) return(sum(n))
    if (sum(hidden) >= 2L && sum(n[hidden]) >= smallest) sum(n) else NA_real_
}
