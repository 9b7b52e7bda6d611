//! A stored HTTP response: its head, and its body without what was done to it for the way (RFC 9112).

use std::io::Read as _;

use flate2::read::{DeflateDecoder, GzDecoder, ZlibDecoder};

const MOST_HEADERS: usize = 256;

/// What the head of a response says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Response {
    pub(crate) status: u16,
    /// Without parameters, in lower case: "text/html".
    pub(crate) content_type: String,
    pub(crate) charset: Option<String>,
    content_encoding: String,
    chunked: bool,
    /// Where the body begins.
    body: usize,
}

/// The head; `None` if it is none.
pub(crate) fn head(bytes: &[u8]) -> Option<Response> {
    let mut headers = [httparse::EMPTY_HEADER; MOST_HEADERS];
    let mut parsed = httparse::Response::new(&mut headers);
    let httparse::Status::Complete(body) = parsed.parse(bytes).ok()? else { return None };
    let mut response = Response { status: parsed.code?, body, ..Response::default() };
    for header in parsed.headers.iter() {
        let value = String::from_utf8_lossy(header.value).trim().to_lowercase();
        if header.name.eq_ignore_ascii_case("content-type") {
            let (kind, parameters) = value.split_once(';').unwrap_or((&value, ""));
            response.content_type = kind.trim().to_owned();
            let charset = parameters.split(';').find_map(|parameter| parameter.trim().strip_prefix("charset="));
            response.charset = charset.map(|name| name.trim_matches(['"', '\'', ' ']).to_owned());
        } else if header.name.eq_ignore_ascii_case("content-encoding") {
            response.content_encoding = value;
        } else if header.name.eq_ignore_ascii_case("transfer-encoding") {
            response.chunked = value.contains("chunked");
        }
    }
    Some(response)
}

impl Response {
    /// The body as it was before it was sent; never longer than `limit`.
    ///
    /// # Errors
    /// It was compressed in a way that is not read here, or is too long.
    pub(crate) fn body(&self, bytes: &[u8], limit: usize) -> Result<Vec<u8>, String> {
        let sent = bytes.get(self.body..).unwrap_or_default();
        // Some archives keep the header of a body that they have put together.
        let whole = if self.chunked { unchunked(sent).unwrap_or_else(|| sent.to_vec()) } else { sent.to_vec() };
        let more = limit as u64 + 1;
        let mut out = Vec::new();
        let result = match self.content_encoding.as_str() {
            "" | "identity" => return Ok(whole),
            "gzip" | "x-gzip" if !whole.starts_with(b"\x1F\x8B") => return Ok(whole),
            "gzip" | "x-gzip" => GzDecoder::new(whole.as_slice()).take(more).read_to_end(&mut out),
            // The standard asks for zlib; some servers send it bare.
            "deflate" if whole.first().is_some_and(|first| first & 0x0F == 8) => {
                ZlibDecoder::new(whole.as_slice()).take(more).read_to_end(&mut out)
            }
            "deflate" => DeflateDecoder::new(whole.as_slice()).take(more).read_to_end(&mut out),
            other => {
                let other: String = other.chars().take(40).collect();
                return Err(format!("the page is compressed as {other}, which is not read"));
            }
        };
        match result {
            _ if out.len() > limit => Err(format!("the page is longer than {} MiB unpacked", limit >> 20)),
            // A page that was cut off while it was stored is read as far as it goes.
            Err(_) if out.is_empty() => Err("the page's compressed data is damaged".to_owned()),
            Ok(_) | Err(_) => Ok(out),
        }
    }
}

/// Chunks put together; `None` if the first is none. What follows a broken chunk is left out.
fn unchunked(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(rest.len());
    let mut first = true;
    loop {
        let (start, size) = match httparse::parse_chunk_size(rest) {
            Ok(httparse::Status::Complete(found)) => found,
            Ok(httparse::Status::Partial) | Err(_) => return (!first).then_some(out),
        };
        first = false;
        let data = rest.get(start..).unwrap_or_default();
        let length = usize::try_from(size).unwrap_or(usize::MAX).min(data.len());
        if length == 0 {
            return Some(out);
        }
        out.extend_from_slice(data.get(..length).unwrap_or_default());
        rest = data.get(length..).unwrap_or_default();
        rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    fn body(head_lines: &str, body: &[u8]) -> Result<String, String> {
        let bytes = [format!("HTTP/1.1 200 OK\r\n{head_lines}\r\n").as_bytes(), body].concat();
        let response = head(&bytes).unwrap();
        response.body(&bytes, 1000).map(|body| String::from_utf8_lossy(&body).into_owned())
    }

    fn gzipped(text: &str) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn bodies_are_as_before_they_were_sent() {
        assert_eq!(body("", b"page").as_deref(), Ok("page"));
        let chunked = "Transfer-Encoding: chunked\r\n";
        assert_eq!(body(chunked, b"3\r\npag\r\n1;x=y\r\ne\r\n0\r\n\r\n").as_deref(), Ok("page"));
        assert_eq!(body(chunked, b"<p>put together").as_deref(), Ok("<p>put together"));
        assert_eq!(body(chunked, b"3\r\npag\r\nffffffffffffffff\r\ne").as_deref(), Ok("page"));
        assert_eq!(body("Content-Encoding: gzip\r\n", &gzipped("page")).as_deref(), Ok("page"));
        assert_eq!(body("Content-Encoding: gzip\r\n", b"page").as_deref(), Ok("page"));
        assert!(body("Content-Encoding: br\r\n", b"x").unwrap_err().contains("br"));
    }

    #[test]
    fn a_bomb_is_refused() {
        let bomb = gzipped(&"x".repeat(2_000_000));
        assert!(bomb.len() < 4000);
        assert!(body("Content-Encoding: gzip\r\n", &bomb).unwrap_err().contains("longer"));
    }

    #[test]
    fn heads_are_read() {
        let response =
            head(b"HTTP/1.0 404 Not Found\r\ncontent-type: Text/HTML; charset=\"ISO-8859-2\"\r\n\r\nx").unwrap();
        assert_eq!((response.status, response.content_type.as_str()), (404, "text/html"));
        assert_eq!(response.charset.as_deref(), Some("iso-8859-2"));
        assert_eq!(head(b"<html>"), None);
        assert_eq!(head(b"HTTP/1.1 200 OK\r\n"), None);
    }
}
