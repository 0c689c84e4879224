//! Blocks of Markdown, one below the other and within each other: quotes, lists, footnotes.

/// The most containers that stand within each other; what is deeper stands in the last of them. Every line repeats
/// what its containers begin with, so that without a bound a text of nothing but nesting would grow with its square.
const MAX_DEPTH: usize = 12;

/// What stands between two blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    /// The end of the line.
    Line,
    /// An empty line.
    Empty,
}

/// Something that blocks stand in.
#[derive(Debug)]
struct Container {
    /// What its first line begins with, until that is written.
    marker: Option<String>,
    /// What its other lines begin with.
    indent: String,
}

/// Writes blocks.
#[derive(Debug)]
pub(super) struct Blocks {
    out: String,
    containers: Vec<Container>,
    /// Containers that are open and have no line of their own.
    too_deep: usize,
    gap: Gap,
}

impl Blocks {
    /// Returns a text without a block.
    pub(super) fn new() -> Self {
        Self { out: String::new(), containers: Vec::new(), too_deep: 0, gap: Gap::Empty }
    }

    /// Opens a container whose lines begin with `indent`, the first with `marker`.
    pub(super) fn open(&mut self, marker: &str, indent: &str) {
        if self.containers.len() >= MAX_DEPTH {
            self.too_deep += 1;
            return;
        }
        self.containers.push(Container { marker: Some(marker.to_owned()), indent: indent.to_owned() });
    }

    /// Closes the last container; one that is empty gets a line of its own.
    pub(super) fn close(&mut self) {
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        if self.containers.last().is_some_and(|last| last.marker.is_some()) {
            self.block("");
        }
        self.containers.pop();
    }

    /// Says what stands before the next block.
    pub(super) fn set_gap(&mut self, gap: Gap) {
        self.gap = gap;
    }

    /// Returns whether nothing stands in the last container yet.
    pub(super) fn is_at_start(&self) -> bool {
        self.containers.last().map_or(self.out.is_empty(), |last| last.marker.is_some())
    }

    /// Writes a block.
    pub(super) fn block(&mut self, text: &str) {
        if self.gap == Gap::Empty && !self.out.is_empty() {
            let begun = self.containers.iter().take_while(|container| container.marker.is_none());
            let prefix: String = begun.map(|container| container.indent.as_str()).collect();
            self.out.push_str(prefix.trim_end());
            self.out.push('\n');
        }
        for line in text.split('\n') {
            let start = self.out.len();
            for container in &mut self.containers {
                match container.marker.take() {
                    Some(marker) => self.out.push_str(&marker),
                    None => self.out.push_str(&container.indent),
                }
            }
            if line.is_empty() {
                let end = start + self.out[start..].trim_end().len();
                self.out.truncate(end);
            }
            self.out.push_str(line);
            self.out.push('\n');
        }
        self.gap = Gap::Empty;
    }

    /// Returns the text.
    pub(super) fn finish(mut self) -> String {
        while !self.containers.is_empty() {
            self.close();
        }
        self.out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn containers_stand_within_each_other() {
        let mut blocks = Blocks::new();
        blocks.open("> ", "> ");
        blocks.block("a\nb");
        blocks.open("- ", "  ");
        blocks.block("c");
        blocks.block("d");
        blocks.close();
        blocks.set_gap(Gap::Line);
        blocks.open("- ", "  ");
        blocks.close();
        blocks.close();
        blocks.block("e");
        assert_eq!(blocks.finish(), "> a\n> b\n>\n> - c\n>\n>   d\n> -\n\ne\n");
    }
}
