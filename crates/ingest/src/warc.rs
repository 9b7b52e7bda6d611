//! Web archives: WARC 1.0 and 1.1 (ISO 28500). Pages are read from the responses; other records are passed over.

use std::io::{self, BufRead, Read as _};

use crate::{Format, Options, Place, Raw, Reading, Refusal, encoding, html, http, plain};

/// The header of a record is a few hundred bytes.
const LONGEST_HEADER: usize = 1 << 16;

/// Where the reading of an archive stands.
pub(crate) struct Archive {
    place: Place,
    limit: usize,
    /// Of what comes next, in the unpacked archive.
    offset: u64,
    /// The first line of a record that was found while looking for it.
    found: Option<Vec<u8>>,
    n_records: u64,
    ended: bool,
}

/// What a record's header says.
#[derive(Default)]
struct Header {
    kind: String,
    content_type: String,
    length: Option<u64>,
    url: Option<String>,
}

/// Why a record could not be read.
enum Broken {
    Record(String),
    /// The input itself is damaged here.
    Input(io::Error),
}

impl From<io::Error> for Broken {
    fn from(error: io::Error) -> Self {
        Self::Input(error)
    }
}

impl Archive {
    pub(crate) fn new(place: Place, limit: usize) -> Self {
        Self { place, limit, offset: 0, found: None, n_records: 0, ended: false }
    }

    /// The next page; `None` at the end. A damaged record is a refusal that names its offset.
    pub(crate) fn next_page(&mut self, input: &mut impl BufRead) -> Option<Result<Raw, Refusal>> {
        while !self.ended {
            let start = self.offset - self.found.as_ref().map_or(0, |line| line.len() as u64);
            match self.record(input) {
                Ok(None) => {
                    self.ended = true;
                    return (self.n_records == 0)
                        .then(|| Err(Refusal::new(self.place.clone(), "no record in the archive")));
                }
                Ok(Some(None)) => self.n_records += 1,
                Ok(Some(Some(raw))) => {
                    self.n_records += 1;
                    return Some(Ok(raw));
                }
                Err(broken) => {
                    self.n_records += 1;
                    let what = match broken {
                        Broken::Record(what) => what,
                        Broken::Input(error) => {
                            // Behind damaged data there may be more; a disk that cannot be read stays so.
                            self.ended = error.kind() != io::ErrorKind::InvalidData;
                            error.to_string()
                        }
                    };
                    return Some(Err(Refusal::new(self.at(start), format!("record left out: {what}"))));
                }
            }
        }
        None
    }

    fn at(&self, offset: u64) -> Place {
        Place::of(&format!("{}@{offset}", self.place.name))
    }

    /// One record: `None` at the end of the archive, `Some(None)` for one without a page.
    fn record(&mut self, input: &mut impl BufRead) -> Result<Option<Option<Raw>>, Broken> {
        let (start, skipped) = match self.begin(input)? {
            None => return Ok(None),
            Some(found) => found,
        };
        if skipped > 0 {
            return Err(Broken::Record(format!("{skipped} bytes between records are no record")));
        }
        let header = self.header(input)?;
        let Some(length) = header.length else {
            return Err(Broken::Record("its header has no length".to_owned()));
        };
        let is_page = match header.kind.as_str() {
            "response" => header.content_type.starts_with("application/http"),
            "resource" | "conversion" => is_text(without_parameters(&header.content_type)),
            _ => false,
        };
        if !is_page || length > self.limit as u64 {
            self.pass(input, length)?;
            if is_page {
                return Err(Broken::Record(format!("it is longer than {} MiB", self.limit >> 20)));
            }
            return Ok(Some(None));
        }
        let mut bytes = Vec::new();
        let result = input.by_ref().take(length).read_to_end(&mut bytes);
        self.offset += bytes.len() as u64;
        result?;
        if (bytes.len() as u64) < length {
            return Err(Broken::Record("the archive ends in the middle of it".to_owned()));
        }
        let wanted = header.kind != "response"
            || http::head(&bytes).is_none_or(|head| head.status == 200 && is_text(&head.content_type));
        let format = match header.kind.as_str() {
            "response" => Format::Warc,
            _ if without_parameters(&header.content_type) == "text/plain" => Format::Text,
            _ => Format::Html,
        };
        Ok(Some(wanted.then(|| Raw { place: self.at(start), format, bytes, url: header.url })))
    }

    /// Goes to the first line of the next record. Gives its offset, and how many bytes before it were no record; those are
    /// told before the record is read.
    fn begin(&mut self, input: &mut impl BufRead) -> Result<Option<(u64, u64)>, Broken> {
        if let Some(line) = self.found.take() {
            return Ok(Some((self.offset - line.len() as u64, 0)));
        }
        let mut skipped = 0;
        loop {
            let (line, length) = self.line(input, LONGEST_HEADER)?;
            if length == 0 {
                return if skipped > 0 {
                    Err(Broken::Record(format!("{skipped} bytes at the end are no record")))
                } else {
                    Ok(None)
                };
            }
            let is_start = line.starts_with(b"WARC/1.") || line.starts_with(b"WARC/0.");
            match (is_start, skipped) {
                (true, 0) => return Ok(Some((self.offset - length, 0))),
                (true, skipped) => {
                    let start = self.offset - length;
                    self.found = Some(line);
                    return Ok(Some((start, skipped)));
                }
                (false, _) if line.trim_ascii().is_empty() && skipped == 0 => {}
                (false, _) => skipped += length,
            }
        }
    }

    fn header(&mut self, input: &mut impl BufRead) -> Result<Header, Broken> {
        let mut header = Header::default();
        let mut n_bytes = 0;
        loop {
            let (line, length) = self.line(input, LONGEST_HEADER)?;
            n_bytes += length;
            if length == 0 {
                return Err(Broken::Record("the archive ends in its header".to_owned()));
            }
            if n_bytes > LONGEST_HEADER as u64 {
                return Err(Broken::Record("its header has no end".to_owned()));
            }
            let line = String::from_utf8_lossy(&line);
            let line = line.trim();
            if line.is_empty() {
                return Ok(header);
            }
            let Some((name, value)) = line.split_once(':') else { continue };
            let value = value.trim();
            match name.trim().to_ascii_lowercase().as_str() {
                "warc-type" => header.kind = value.to_ascii_lowercase(),
                "content-type" => header.content_type = value.to_ascii_lowercase(),
                "content-length" => header.length = value.parse().ok(),
                "warc-target-uri" => {
                    header.url = Some(value.trim_matches(['<', '>']).to_owned()).filter(|url| !url.is_empty());
                }
                _ => {}
            }
        }
    }

    /// A line with its end, and its length. Of a longer one the beginning is kept. Nothing at the end of the input.
    fn line(&mut self, input: &mut impl BufRead, most: usize) -> io::Result<(Vec<u8>, u64)> {
        let (mut line, mut length) = (Vec::new(), 0);
        loop {
            let buffer = match input.fill_buf() {
                Ok(buffer) => buffer,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            let end = buffer.iter().position(|&byte| byte == b'\n').map(|at| at + 1);
            let piece = buffer.get(..end.unwrap_or(buffer.len())).unwrap_or_default();
            let used = piece.len();
            line.extend(piece.iter().take(most.saturating_sub(line.len())));
            input.consume(used);
            length += used as u64;
            self.offset += used as u64;
            if end.is_some() || used == 0 {
                return Ok((line, length));
            }
        }
    }

    fn pass(&mut self, input: &mut impl BufRead, length: u64) -> io::Result<()> {
        let passed = io::copy(&mut input.by_ref().take(length), &mut io::sink())?;
        self.offset += passed;
        Ok(())
    }
}

fn without_parameters(content_type: &str) -> &str {
    content_type.split(';').next().unwrap_or("").trim()
}

fn is_text(content_type: &str) -> bool {
    matches!(content_type, "text/html" | "application/xhtml+xml" | "text/plain")
}

/// Makes a report of a stored response.
pub(crate) fn read(bytes: &[u8], place: &Place, options: &Options) -> Result<Reading, Refusal> {
    let refuse = |what: String| Refusal::new(place.clone(), what);
    let head = http::head(bytes).ok_or_else(|| refuse("record left out: the response has no head".to_owned()))?;
    let body = head.body(bytes, options.limits.input).map_err(&refuse)?;
    let body = match head.charset.as_deref() {
        Some(charset) => encoding::with_charset(body, charset),
        None => body,
    };
    if head.content_type == "text/plain" {
        plain::read(&body, place, options)
    } else {
        html::read(&body, place, options)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Source;
    use std::io::Write as _;

    const PAGE: &str = "<html><head><meta charset=\"utf-8\"><title>Last troops leave the north</title></head><body><article>
        <p>The last soldiers of the mission left the northern town on Monday, the army said, after a stay of ten years there.</p>
        <p>The mission had promised to leave the country by the end of December, according to the ministry in the capital.</p>
        </article></body></html>";

    fn record(kind: &str, content_type: &str, content: &str) -> Vec<u8> {
        let url = "WARC-Target-URI: <https://daily.example/1>\r\n";
        let head = format!("WARC/1.0\r\nWARC-Type: {kind}\r\n{url}Content-Type: {content_type}\r\n");
        format!("{head}Content-Length: {}\r\n\r\n{content}\r\n\r\n", content.len()).into_bytes()
    }

    fn response(head: &str, body: &str) -> Vec<u8> {
        record("response", "application/http; msgtype=response", &format!("HTTP/1.1 {head}\r\n\r\n{body}"))
    }

    fn page() -> Vec<u8> {
        response("200 OK\r\nContent-Type: text/html", PAGE)
    }

    fn gzipped(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    /// The address of each report, or the message of its refusal.
    fn read_all(bytes: &[u8]) -> Vec<String> {
        let options = Options::default();
        Source::new("crawl.warc", bytes, &options)
            .take(100)
            .map(|raw| match raw.and_then(|raw| raw.read(&options)) {
                Ok(reading) => reading.report.url.unwrap(),
                Err(refusal) => refusal.to_string(),
            })
            .collect()
    }

    #[test]
    fn pages_are_read_and_the_rest_is_passed_over() {
        let info = record("warcinfo", "application/warc-fields", "software: x\r\n");
        let request = record("request", "application/http; msgtype=request", "GET / HTTP/1.1\r\n\r\n");
        let missing = response("404 Not Found\r\nContent-Type: text/html", PAGE);
        let image = response("200 OK\r\nContent-Type: image/png", "PNG");
        let records = [info, request, page(), missing, image, page()];
        let expected = ["https://daily.example/1"; 2];
        assert_eq!(read_all(&records.concat()), expected);
        let members: Vec<Vec<u8>> = records.iter().map(|record| gzipped(record)).collect();
        assert_eq!(read_all(&members.concat()), expected);
        assert_eq!(read_all(&gzipped(&records.concat())), expected);
    }

    #[test]
    fn the_charset_of_the_server_counts() {
        let text = PAGE.replace("soldiers", "soldats fran\u{E7}ais").replace("charset=\"utf-8\"", "name=x");
        let mut bytes = response("200 OK\r\nContent-Type: text/html; charset=iso-8859-1", &text);
        // One byte for the two of UTF-8, and one less in the length.
        let at = bytes.windows(2).position(|pair| pair == "ç".as_bytes()).unwrap();
        bytes.splice(at..at + 2, [0xE7]);
        let length = bytes.windows(15).position(|window| window == b"Content-Length:").unwrap();
        let end = bytes[length..].iter().position(|&byte| byte == b'\r').unwrap() + length;
        let n: usize = std::str::from_utf8(&bytes[length + 16..end]).unwrap().parse().unwrap();
        bytes.splice(length + 16..end, (n - 1).to_string().into_bytes());
        let options = Options::default();
        let raw = Source::new("crawl.warc", bytes.as_slice(), &options).next().unwrap().unwrap();
        assert!(raw.read(&options).unwrap().report.text.contains("soldats français"));
    }

    #[test]
    fn damaged_records_are_named_and_the_next_is_read() {
        let mut members = [gzipped(&page()), gzipped(&page()), gzipped(&page())];
        let half = members[1].len() / 2;
        members[1].truncate(half);
        let told = read_all(&members.concat());
        assert_eq!((told.first(), told.last()), (Some(&told[0]), Some(&told[0])), "{told:?}");
        assert!(told.iter().any(|line| line.contains("damaged gzip data at byte")), "{told:?}");

        let told = read_all(&[page(), b"noise\r\nmore noise\r\n".to_vec(), page()].concat());
        assert_eq!(told.len(), 3);
        assert!(told[1].contains("@") && told[1].contains("19 bytes between records"), "{told:?}");

        let whole = page();
        let told = read_all(&whole[..whole.len() - 40]);
        assert!(told[0].contains("crawl.warc@0: record left out: the archive ends"), "{told:?}");
    }

    #[test]
    fn hostile_archives_end() {
        let cases: Vec<Vec<u8>> = vec![
            b"WARC/1.0\r\n".to_vec(),
            [b"WARC/1.0\r\n".to_vec(), b"a: b\r\n".repeat(100_000)].concat(),
            [b"WARC/1.0\r\n".to_vec(), vec![b'x'; 1 << 20]].concat(),
            b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: -1\r\n\r\n".to_vec(),
            b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: 18446744073709551615\r\n\r\n"
                .to_vec(),
            b"WARC/1.0\r\n\r\n".repeat(50_000),
        ];
        for case in cases {
            let told = read_all(&case);
            assert!(!told.is_empty() && told.iter().all(|line| line.starts_with("crawl.warc")), "{told:?}");
        }
    }
}
