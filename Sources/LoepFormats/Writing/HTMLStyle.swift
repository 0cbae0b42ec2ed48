// SPDX-License-Identifier: Apache-2.0
/// The style sheet and the script every page carries, so that a page is one file.
enum HTMLStyle {
    /// Colours by type, a reading column with the names beside it, light and dark.
    static let sheet = """
        :root{color-scheme:light dark;--paper:#fbfaf7;--ink:#1d1c1a;--soft:#6d6a63;--line:#e3dfd6;--card:#fff;
        --chosen:#fff3c4;--per:#c2410c;--loc:#15803d;--org:#1d4ed8;--eve:#a21caf;--pro:#0e7490;--misc:#6b7280;
        --other:#854d0e;--tint:13%}
        @media(prefers-color-scheme:dark){:root{--paper:#171614;--ink:#ece8df;--soft:#a09b90;--line:#35322d;
        --card:#211f1c;--chosen:#4a3d10;--per:#fb923c;--loc:#4ade80;--org:#7aa8ff;--eve:#e879f9;--pro:#22d3ee;
        --misc:#a8adb7;--other:#eab308;--tint:20%}}
        *{box-sizing:border-box}
        html{scroll-behavior:smooth;scroll-padding-top:6rem}
        body{margin:0;background:var(--paper);color:var(--ink);
        font:1.125rem/1.68 Charter,"Bitstream Charter","Iowan Old Style","Source Serif 4",Georgia,"DejaVu Serif",serif;
        text-rendering:optimizeLegibility}
        main{max-width:72rem;margin:0 auto;padding:3.5rem 1.5rem 5rem;display:grid;
        grid-template-columns:minmax(0,40rem) minmax(0,17rem);gap:4.5rem;justify-content:center}
        main+main{border-top:1px solid var(--line)}
        .kicker,aside,.summary h2,.tip,.index nav,.index small,.count{
        font-family:Inter,"Helvetica Neue",Helvetica,Arial,"Liberation Sans",sans-serif}
        .kicker{margin:0 0 .7rem;font-size:.78rem;letter-spacing:.04em;color:var(--soft);overflow-wrap:anywhere}
        h1{margin:0 0 1.8rem;font-size:clamp(1.9rem,4.2vw,2.7rem);line-height:1.16;letter-spacing:-.015em;
        text-wrap:balance;overflow-wrap:anywhere}
        h3{margin:2.2rem 0 .4rem;font-size:1.2rem;line-height:1.3}
        .text{overflow-wrap:break-word}
        .text p{margin:0 0 1.15rem;white-space:pre-line}
        .text .item{padding-left:1.3rem;border-left:2px solid var(--line);margin-bottom:.5rem}
        .text .caption{font-size:.88rem;color:var(--soft)}
        .text .row{font-size:.9rem;font-family:"DejaVu Sans Mono",Menlo,Consolas,monospace;margin-bottom:.2rem;
        white-space:pre-wrap}
        .summary{margin:0 0 2.4rem;padding:1.2rem 1.5rem .5rem;background:var(--card);border:1px solid var(--line);
        border-left:4px solid #eab308;border-radius:.4rem}
        .summary h2,aside h2{margin:0 0 .6rem;font-size:.72rem;font-weight:700;letter-spacing:.11em;
        text-transform:uppercase;color:var(--soft)}
        .summary p{margin:0 0 .7rem;font-size:1.02rem;line-height:1.55}
        .summary a{color:inherit;text-decoration:none}
        .summary a:hover{text-decoration:underline;text-decoration-color:#eab308;text-underline-offset:.2em}
        .chosen{background:var(--chosen);border-radius:.2rem;padding:.12em .1em;-webkit-box-decoration-break:clone;
        box-decoration-break:clone}
        span:target{outline:2px solid #eab308;outline-offset:.2rem;border-radius:.2rem}
        mark,aside section{--hue:var(--other)}
        .per{--hue:var(--per)!important}.loc{--hue:var(--loc)!important}.org{--hue:var(--org)!important}
        .eve{--hue:var(--eve)!important}.pro{--hue:var(--pro)!important}.misc{--hue:var(--misc)!important}
        mark{position:relative;color:inherit;background:color-mix(in srgb,var(--hue) var(--tint),transparent);
        border-bottom:2px solid color-mix(in srgb,var(--hue) 65%,transparent);border-radius:.2rem .2rem 0 0;
        padding:.02em .14em;cursor:default;outline:0}
        mark:hover,mark:focus,mark.lit,mark:target{background:color-mix(in srgb,var(--hue) 32%,transparent)}
        .tip{position:absolute;left:50%;bottom:calc(100% + .55rem);transform:translate(-50%,.25rem);z-index:9;
        display:flex;flex-direction:column;gap:.1rem;width:max-content;max-width:19rem;padding:.6rem .85rem .55rem;
        background:#1d1c1a;color:#f6f3ec;border-radius:.5rem;box-shadow:0 .5rem 1.6rem rgba(0,0,0,.28);
        font-size:.84rem;font-weight:400;line-height:1.4;letter-spacing:0;text-align:left;white-space:normal;
        opacity:0;visibility:hidden;transition:opacity .12s,transform .12s;pointer-events:none}
        .tip{border:1px solid #45413a}
        .tip::after{content:"";position:absolute;top:100%;left:50%;margin-left:-.4rem;border:.4rem solid transparent;
        border-top-color:#1d1c1a}
        .tip b{font-size:.95rem}.tip i{font-style:normal;color:#e7c66b}.tip span{color:#cfcabf}
        .tip small{margin-top:.2rem;font-size:.66rem;letter-spacing:.1em;color:#9d988d}
        mark:hover .tip,mark:focus .tip,mark:target .tip{opacity:1;visibility:visible;transform:translate(-50%,0)}
        aside{align-self:start;position:sticky;top:2rem;max-height:calc(100vh - 4rem);overflow:auto;
        padding:.2rem .6rem 1rem 0;font-size:.9rem;line-height:1.45;scrollbar-width:thin}
        aside section{margin-bottom:1.6rem}
        aside h2{color:var(--hue);border-bottom:2px solid color-mix(in srgb,var(--hue) 30%,transparent);
        padding-bottom:.35rem}
        ul{margin:0;padding:0;list-style:none}
        aside li{display:grid;grid-template-columns:1fr auto;gap:0 .6rem;padding:.16rem 0}
        aside a{color:inherit;text-decoration:none;overflow-wrap:anywhere}aside a:hover{color:var(--hue)}
        .count{color:var(--soft);font-size:.78rem;font-variant-numeric:tabular-nums}
        .original{grid-column:1/-1;color:var(--soft);font-size:.8rem}
        .failed{color:var(--soft)}
        .index main{display:block;max-width:68rem}
        .index nav{display:flex;flex-wrap:wrap;gap:.4rem 1.1rem;margin:-1rem 0 2.2rem;font-size:.9rem}
        .index a{color:inherit;text-decoration-color:var(--line);text-underline-offset:.2em}
        .index a:hover{text-decoration-color:currentColor}
        .stories{display:grid;grid-template-columns:repeat(auto-fill,minmax(18.5rem,1fr));gap:1.1rem;margin:0 0 3.2rem}
        .stories li{background:var(--card);border:1px solid var(--line);border-radius:.5rem;padding:1.1rem 1.25rem}
        .stories a{font-size:1.12rem;font-weight:700;line-height:1.28;text-decoration:none;display:block}
        .stories a:hover{text-decoration:underline}
        .stories p{margin:.5rem 0 0;font-size:.92rem;line-height:1.5;color:var(--soft);display:-webkit-box;
        -webkit-line-clamp:4;-webkit-box-orient:vertical;overflow:hidden}
        .columns{display:grid;grid-template-columns:repeat(auto-fit,minmax(17rem,1fr));gap:2.4rem 3rem}
        .index aside{position:static;max-height:none;padding:0}
        .index details{padding:.16rem 0}
        .index summary{display:grid;grid-template-columns:1fr auto;gap:0 .6rem;cursor:pointer;list-style:none}
        .index summary::-webkit-details-marker{display:none}
        .index summary:hover{color:var(--hue)}
        .index details ul{margin:.2rem 0 .5rem;padding-left:.9rem;border-left:2px solid
        color-mix(in srgb,var(--hue) 30%,transparent);font-size:.86rem}
        .index details li{display:block}
        @media(max-width:60rem){main{grid-template-columns:minmax(0,40rem);gap:2.5rem}
        aside{position:static;max-height:none}}
        @media print{aside{position:static;max-height:none}.tip{display:none}body{font-size:11pt}}
        """

    /// Lights up all mentions of the name under the pointer.
    static let script = """
        (()=>{const all=[...document.querySelectorAll('[data-key]')];
        const light=(key,on)=>all.forEach(e=>{if(e.dataset.key===key)e.classList.toggle('lit',on)});
        all.forEach(e=>{e.onmouseenter=()=>light(e.dataset.key,true);
        e.onmouseleave=()=>light(e.dataset.key,false)})})()
        """
}
