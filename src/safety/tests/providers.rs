//! core: Is a real customer answered, whatever mailbox he writes to and from?

use super::*;
use crate::mail;

/// A mail as the provider of our mailbox hands it over: its fields, then the customer's.
fn delivered(fields: &str, from: &str) -> Mail {
    let raw = format!(
        "{fields}From: Li <{from}>\nTo: support@okpay.example\nSubject: Refund\nDate: Wed, 1 May 2024 06:00:00 +0000\n\
         Message-ID: <1@mua.example>\n\nPlease refund 20 USD.\n"
    );
    mail::read(raw.replace('\n', "\r\n").as_bytes(), false)
}

/// (mailbox at, authserv_id, below, fields, customer)
type Setup = (&'static str, Option<&'static str>, bool, &'static str, &'static str);

const SETUPS: [Setup; 16] = [
    (
        "Gmail, from Gmail",
        Some("mx.google.com"),
        false,
        "Delivered-To: support@okpay.example\n\
         Received: by 2002:a05:6638:101c:b0:1 with SMTP id r28csp1; Tue, 30 Apr 2024 23:00:03 -0700 (PDT)\n\
         Return-Path: <li@gmail.com>\n\
         Received: from mail-sor-f41.google.com (mail-sor-f41.google.com. [209.85.220.41]) by mx.google.com with SMTPS id x\n\
         Received-SPF: pass (google.com: domain of li@gmail.com designates 209.85.220.41 as permitted sender)\n\
         Authentication-Results: mx.google.com; dkim=pass header.i=@gmail.com header.s=20230601 header.b=ab/c=; spf=pass \
         (google.com: domain of li@gmail.com designates 209.85.220.41 as permitted sender) smtp.mailfrom=li@gmail.com; \
         dmarc=pass (p=NONE sp=QUARANTINE dis=NONE) header.from=gmail.com\n\
         X-Received: by 2002:a05:6638:1 with SMTP id r28; Tue, 30 Apr 2024 23:00:02 -0700 (PDT)\n",
        "li@gmail.com",
    ),
    (
        "Gmail, from a domain without DMARC",
        Some("mx.google.com"),
        false,
        "Received: by 2002:a05:6638:101c with SMTP id r28csp1; Tue, 30 Apr 2024 23:00:03 -0700 (PDT)\n\
         Return-Path: <li@x.org>\n\
         Received: from mail.x.org (mail.x.org. [192.0.2.1]) by mx.google.com with ESMTPS id x\n\
         Authentication-Results: mx.google.com; dkim=pass header.i=@x.org header.s=a header.b=x; spf=none smtp.mailfrom=li@x.org\n\
         Received: from [10.0.0.4] (dsl.isp.example [198.51.100.3]) by mail.x.org (Postfix) with ESMTPSA id 1\n",
        "li@x.org",
    ),
    (
        "Exchange Online, from Gmail: its results have no name",
        Some("protection.outlook.com"),
        false,
        "Received: from AM6PR10MB0001.EURPRD10.PROD.OUTLOOK.COM (2603:10a6:20b::1) by DB7PR10MB0002.EURPRD10.PROD.OUTLOOK.COM \
         with HTTPS; Wed, 1 May 2024 06:00:05 +0000\n\
         Received: from DB8EUR05FT018.eop-eur05.prod.protection.outlook.com (2603:10a6::cafe) by \
         AM6PR10MB0001.outlook.office365.com (2603:10a6:20b::1) with Microsoft SMTP Server\n\
         Authentication-Results: spf=pass (sender IP is 209.85.208.49) smtp.mailfrom=gmail.com; dkim=pass (signature was \
         verified) header.d=gmail.com;dmarc=pass action=none header.from=gmail.com;compauth=pass reason=100\n\
         Received-SPF: Pass (protection.outlook.com: domain of gmail.com designates 209.85.208.49 as permitted sender)\n\
         Received: from mail-ed1-f49.google.com (209.85.208.49) by DB8EUR05FT018.mail.protection.outlook.com (10.233.238.102)\n\
         Return-Path: li@gmail.com\n",
        "li@gmail.com",
    ),
    (
        "Exchange Online, from a domain without DMARC",
        Some("protection.outlook.com"),
        false,
        "Received: from DB8EUR05FT018.eop-eur05.prod.protection.outlook.com (2603:10a6::cafe) by \
         AM6PR10MB0001.outlook.office365.com (2603:10a6:20b::1) with Microsoft SMTP Server\n\
         Authentication-Results: spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=x.org; dkim=none (message not signed) \
         header.d=none;dmarc=bestguesspass action=none header.from=x.org;compauth=pass reason=109\n\
         Received: from mail.x.org (192.0.2.1) by DB8EUR05FT018.mail.protection.outlook.com (10.233.238.102)\n",
        "li@x.org",
    ),
    (
        "QQ, from a domain whose DMARC record is broken",
        Some("mx.qq.com"),
        false,
        "Received: from mail.x.org ([192.0.2.1]) by newxmmxszc6-1.qq.com (NewMX) with SMTP id 6010A8AD\n\
         X-QQ-mid: xmmxszc6-1t1729135441t\n\
         Authentication-Results: mx.qq.com; spf=pass smtp.mailfrom=<li@x.org>; dkim=pass header.d=x.org; dmarc=none(permerror) \
         header.from=x.org\n",
        "li@x.org",
    ),
    (
        "QQ company mail, from QQ",
        None,
        false,
        "Return-Path: <10001@qq.com>\n\
         Received: from out203-205-221-210.mail.qq.com (unknown [203.205.221.210]) by mx.exmail.example with SMTP id 1\n\
         Feedback-ID: webmail:qq.com:bgweb:bgweb3\nX-QQ-XMAILINFO: x\nX-Mailer: QQMail 2.x\n",
        "10001@qq.com",
    ),
    (
        "NetEase, from QQ: the result stands last and is broken in the middle of words",
        None,
        false,
        "Received: from out203-205-221-210.mail.qq.com (unknown [203.205.221.210]) by mx41 (Coremail) with SMTP id W8CowEC5\n\
         X-QQ-SENDSIZE: 520\nFeedback-ID: esmtp:qq.com:bgweb:bgweb10\nX-CM-TRANSID: W8CowEC5x2JkSI1b\n\
         Authentication-Results: mx41; spf=pass smtp.mail=10001@qq.com; dki\n\tm=pass header.i=@qq.com\n\
         X-Coremail-Antispam: 1Uf129KBjDUn29\n",
        "10001@qq.com",
    ),
    (
        "NetEase, from its own 163.com",
        None,
        false,
        "Received: from li (unknown [198.51.100.9]) by smtp7 (Coremail) with SMTP id C8CowABX\n\
         X-Originating-IP: [198.51.100.9]\nX-CM-SenderInfo: xxxx\n",
        "li@163.com",
    ),
    (
        "Exchange in the house: no results",
        None,
        false,
        "Received: from EX2.corp.okpay.example (10.0.0.6) by EX1.corp.okpay.example (10.0.0.5) with Microsoft SMTP Server\n\
         Received: from mail.x.org (192.0.2.1) by EX2.corp.okpay.example (10.0.0.6) with Microsoft SMTP Server\n\
         X-Auto-Response-Suppress: DR, OOF, AutoReply\nX-MS-Exchange-Organization-SCL: 1\nReturn-Path: li@x.org\n",
        "li@x.org",
    ),
    (
        "Postfix and Dovecot, no results",
        None,
        false,
        "Return-Path: <li@x.org>\nDelivered-To: support@okpay.example\n\
         Received: from mx.okpay.example by mx.okpay.example with LMTP id GJ4e for <support@okpay.example>\n\
         Received: from mail.x.org (mail.x.org [192.0.2.1]) by mx.okpay.example (Postfix) with ESMTPS id 3033\n",
        "li@x.org",
    ),
    (
        "Postfix with OpenDKIM, OpenDMARC and policyd: a field each, above",
        Some("mx.okpay.example"),
        false,
        "Return-Path: <li@x.org>\nDelivered-To: support@okpay.example\n\
         Received: from mx.okpay.example ([127.0.0.1]) by mx.okpay.example (Dovecot) with LMTP id GJ4e\n\
         Authentication-Results: mx.okpay.example; dmarc=none (p=none dis=none) header.from=x.org\n\
         Authentication-Results: mx.okpay.example; dkim=pass (2048-bit key; unprotected) header.d=x.org header.i=@x.org \
         header.b=\"EO7/nr7w\"; dkim-atps=neutral\n\
         Authentication-Results: mx.okpay.example; spf=softfail smtp.mailfrom=x.org\n\
         Received: from mail.x.org (mail.x.org [192.0.2.1]) by mx.okpay.example (Postfix) with ESMTPS id 3033\n\
         Authentication-Results: mail.x.org; auth=pass smtp.auth=li smtp.mailfrom=li@x.org\n",
        "li@x.org",
    ),
    (
        "Postfix whose milter writes below",
        Some("mx.okpay.example"),
        true,
        "Return-Path: <li@x.org>\n\
         Received: from mail.x.org (mail.x.org [192.0.2.1]) by mx.okpay.example (Postfix) with ESMTPS id 3033\n\
         Authentication-Results: mx.okpay.example; dkim=pass header.d=x.org header.s=a; spf=pass smtp.mailfrom=li@x.org\n",
        "li@x.org",
    ),
    (
        "a hoster, above everything",
        Some("dd22222.hoster.example"),
        false,
        "Return-Path: <li@gmx.net>\nDelivered-To: m000002f@dd22222.hoster.example\n\
         Authentication-Results: dd22222.hoster.example; dkim=pass (1024-bit key; unprotected) header.d=gmx.net \
         header.i=@gmx.net header.b=\"I/oy\"; dkim-atps=neutral\n\
         Received: from mout.gmx.net (mout.gmx.net [212.227.17.22]) by dd22222.hoster.example (Postfix) with ESMTPS id 1\n",
        "li@gmx.net",
    ),
    (
        "Fastmail: a name for every machine",
        Some("*.messagingengine.com"),
        false,
        "Received: from compute4.internal (compute4.nyi.internal [10.202.2.44]) by sloti1d2t08 (Cyrus 3.11) with LMTPA\n\
         Received: from mx4.messagingengine.com (localhost [127.0.0.1]) by mailmx.nyi.internal (Postfix) with ESMTP id 1\n\
         Authentication-Results: mx4.messagingengine.com; x-csa=none; x-tls=pass smtp.version=TLSv1.3 smtp.bits=256/256; \
         dkim=pass (2048-bit rsa key) header.d=x.org header.i=@x.org; dmarc=pass policy.published-domain-policy=reject \
         (p=reject) header.from=x.org; iprev=pass smtp.remote-ip=192.0.2.1 (mail.x.org); spf=pass smtp.mailfrom=li@x.org\n\
         Received: from mail.x.org (mail.x.org [192.0.2.1]) by mx4.messagingengine.com (Postfix) with ESMTPS id 2\n",
        "li@x.org",
    ),
    (
        "Yahoo: a word of its own for DMARC",
        Some("*.mail.ne1.yahoo.com"),
        false,
        "X-Apparently-To: support@okpay.example; Wed, 1 May 2024 06:00:05 +0000\nReturn-Path: <li@yahoo.com>\n\
         Received: from 192.0.2.1 (EHLO sonic314-19.consmr.mail.ir2.yahoo.com) by atlas222.free.mail.ne1.yahoo.com with SMTPs\n\
         Received-SPF: none (domain of yahoo.com)\n\
         Authentication-Results: atlas222.free.mail.ne1.yahoo.com; dkim=pass header.i=@yahoo.com header.s=s2048; spf=none \
         smtp.mailfrom=yahoo.com; dmarc=success(p=REJECT) header.from=yahoo.com;\n",
        "li@yahoo.com",
    ),
    (
        "a provider that writes its name over many hops of its own",
        Some("posteo.example"),
        false,
        "Return-Path: <li@x.org>\n\
         Received: from proxy02.posteo.example ([127.0.0.1]) by dovecot16.posteo.example (Dovecot) with LMTP id Ga\n\
         Received: from mailin05.posteo.example (unknown [10.0.1.5]) by proxy02.posteo.example (Postfix) with ESMTPS id 4J\n\
         Received: from mx03.posteo.example (mailin05.posteo.example [127.0.0.1]) by mailin05.posteo.example (Postfix)\n\
         Authentication-Results: posteo.example; dmarc=pass (p=none dis=none) header.from=x.org\n\
         Received: from mail.x.org (mail.x.org [192.0.2.1]) by mx03.posteo.example (Postfix) with ESMTPS id 4J\n",
        "li@x.org",
    ),
];

#[test]
fn a_customer_is_answered_at_every_common_provider() {
    for (name, id, is_below, fields, from) in SETUPS {
        let trust = Trust { authserv_id: id.map(str::to_owned), authserv_is_below: is_below, ..Trust::default() };
        let mail = delivered(fields, from);
        assert_eq!(gate(&mail, &facts(), &trust, false), Gate::Send, "{name}");
        assert_eq!(auth::is_authenticated(&mail, &trust), id.is_some(), "{name}");
    }
}

#[test]
fn the_same_mails_in_anothers_name_are_not_answered() {
    for (name, id, is_below, fields, _) in SETUPS {
        let trust = Trust { authserv_id: id.map(str::to_owned), authserv_is_below: is_below, ..Trust::default() };
        let mail = delivered(fields, "victim@bank.example");
        let is_stopped = gate(&mail, &facts(), &trust, false) != Gate::Send;
        // Without results and without a path there is nothing to go by: stricter caps are all (section 3.6).
        assert!(is_stopped || mail.return_path == ReturnPath::Absent && id.is_none(), "{name}");
    }
}

#[test]
fn what_check_proposes_is_what_proves_the_senders() {
    for (name, id, is_below, fields, from) in SETUPS {
        let found = stamp(&delivered(fields, from));
        match id {
            Some(id) => {
                let (stamp, is_proven) = found.unwrap_or_else(|| panic!("{name}: nothing found"));
                let end = id.trim_start_matches('*');
                assert!(stamp.id.ends_with(end) && is_proven && stamp.is_below == is_below, "{name}: {stamp:?}");
            }
            None => assert!(found.is_none_or(|(_, is_proven)| !is_proven), "{name}"),
        }
    }
}
