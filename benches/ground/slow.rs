//! A disk whose `fsync` is slow: a process of its own, before whose `fsync` a pause is put.

use std::path::Path;
use std::process::Command;

use crate::{CONVERSATIONS, MESSAGES, all_at_once, company, one_by_one};

/// How long the pause before each `fsync` of the slow disk is.
const SLOW_MICROS: u32 = 5_000;

/// In the process before whose `fsync` a pause is put: at once against one by one.
pub async fn slow_disk(folder: &Path) {
    let world = company(folder).await;
    let took = one_by_one(&world, 0, 60).await;
    let alone = 60.0 / took.as_secs_f64();
    let (_, all) = all_at_once(&world, 1, CONVERSATIONS).await;
    let rate = (CONVERSATIONS * MESSAGES) as f64 / all.as_secs_f64();
    println!("{alone:.1} {rate:.1}");
}

/// Runs [`slow_disk`] and reads what it found.
pub fn on_a_slow_disk() -> bool {
    let folder = tempfile::tempdir().expect("a folder");
    let (source, library) = (folder.path().join("slow.c"), folder.path().join("slow.so"));
    let code = format!(
        "#define _GNU_SOURCE\n#include <dlfcn.h>\n#include <unistd.h>\n\
         int fsync(int f) {{ usleep({SLOW_MICROS}); \
         return ((int (*)(int))dlsym(RTLD_NEXT, \"fsync\"))(f); }}\n\
         int fdatasync(int f) {{ usleep({SLOW_MICROS}); \
         return ((int (*)(int))dlsym(RTLD_NEXT, \"fdatasync\"))(f); }}\n"
    );
    std::fs::write(&source, code).expect("written");
    let built = Command::new("cc")
        .args(["-shared", "-fPIC", "-o"])
        .args([&library, &source])
        .arg("-ldl")
        .status();
    assert!(built.expect("a C compiler").success(), "the pause does not compile");
    let me = std::env::current_exe().expect("this program");
    let out = Command::new(me).arg("--slow-disk").env("LD_PRELOAD", &library).output();
    let out = out.expect("it runs");
    let text = String::from_utf8_lossy(&out.stdout).into_owned();
    let found: Vec<f64> = text.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    let [alone, rate] = found[..] else {
        panic!("odd answer: {text} {}", String::from_utf8_lossy(&out.stderr));
    };
    println!(
        "a disk of {} ms: {rate:.0}/s by {CONVERSATIONS} at once, {alone:.0}/s one by one, {:.1} \
         times; limit 5",
        SLOW_MICROS / 1000,
        rate / alone
    );
    rate / alone >= 5.0
}
