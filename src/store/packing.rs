//! Mails at half their size: hashed and compressed on the way in, whole again on the way out.
//! In: raw bytes. Out: parcels, or what is wrong with one. Never asks the database: packing happens beside the desk.

use super::error::Doing;
use super::{Error, Result};
use crate::mail::Digest;
use crate::mailbox::Arrived;

/// zstd's working memory, kept between mails.
pub(super) struct Packer(zstd::bulk::Compressor<'static>, zstd::bulk::Decompressor<'static>);

impl Packer {
    pub(super) fn new() -> Result<Self> {
        let doing = "preparing compression";
        Ok(Self(zstd::bulk::Compressor::new(1).doing(doing)?, zstd::bulk::Decompressor::new().doing(doing)?))
    }

    pub(super) fn pack(&mut self, batch: &[Arrived]) -> Result<Vec<Parcel>> {
        let one = |arrived: &Arrived| -> Result<Parcel> {
            let bytes = self.0.compress(&arrived.raw).doing("compressing a mail")?;
            Ok(Parcel { digest: Digest::of(&arrived.raw), bytes })
        };
        batch.iter().map(one).collect()
    }

    pub(super) fn unpack(&mut self, mail: i64, bytes: &[u8], size: usize) -> Result<Vec<u8>> {
        self.1.decompress(bytes, size).map_err(|source| Error::Corrupt {
            doing: format!("unpacking mail {mail}").into(),
            what: source.to_string(),
        })
    }
}

/// A mail as it is stored.
pub(super) fn compress(raw: &[u8]) -> Result<Vec<u8>> {
    Packer::new()?.0.compress(raw).doing("compressing a mail")
}

/// The whole bytes of a stored mail.
pub(super) fn unpack(mail: i64, bytes: &[u8], size: usize) -> Result<Vec<u8>> {
    Packer::new()?.unpack(mail, bytes, size)
}

pub(super) struct Parcel {
    pub digest: Digest,
    pub bytes: Vec<u8>,
}

/// Arrived mails, hashed and compressed: what can be done before the writer is asked.
pub struct Packed {
    pub(super) batch: Vec<Arrived>,
    pub(super) parcels: Vec<Parcel>,
}

impl Packed {
    /// What the raw bytes take in the database.
    pub fn bytes(&self) -> usize {
        self.parcels.iter().map(|parcel| parcel.bytes.len()).sum()
    }
}

pub fn pack(batch: Vec<Arrived>) -> Result<Packed> {
    let parcels = Packer::new()?.pack(&batch)?;
    Ok(Packed { batch, parcels })
}
